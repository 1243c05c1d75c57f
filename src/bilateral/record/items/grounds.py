"""Why a text may be withheld or erased: a closed table, so that a ground is one everybody can count and compare.

The codes stand in signed entries and are frozen with rules 1; the words beside them may be improved.
"""

from typing import Final

from bilateral.values import Text

GROUNDS: Final[dict[str, Text]] = {
    "personal-data": Text("personal data", "datos personales"),
    "safety": Text("somebody’s life, safety or health", "la vida, la seguridad o la salud de alguien"),
    "security": Text("national or public security", "seguridad nacional o seguridad pública"),
    "commercial": Text(
        "trade secrets or confidential information of businesses",
        "secretos industriales o comerciales, o información confidencial de empresas",
    ),
    "proceedings": Text(
        "a legal proceeding or an investigation under way", "un procedimiento legal o una investigación en curso"
    ),
    "deliberation": Text(
        "deliberations or negotiations not yet concluded", "deliberaciones o negociaciones aún no concluidas"
    ),
    "court-order": Text("a court’s order", "una orden judicial"),
    "rights": Text("rights of others in the text", "derechos de terceros sobre el texto"),
    "mistake": Text("entered by mistake", "asentado por error"),
}
