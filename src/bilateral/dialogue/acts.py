"""The table of acts, the reasons for verdicts and the states of proposals, in words of both languages."""

from dataclasses import dataclass

from bilateral.dialogue.reasons import joint
from bilateral.values import Text


@dataclass(frozen=True, slots=True)
class Act:
    """One row: ``done`` completes '<government> ...' on pages; ``verb`` is what a person is offered to do."""

    name: str
    verb: Text
    done: Text
    needs_target: bool = False
    needs_text: bool = False


ACTS: dict[str, Act] = {
    row.name: row
    for row in (
        Act("genesis", Text("open a record", "abrir un registro"), Text("opened its record", "abrió su registro")),
        Act("propose", Text("propose", "proponer"), Text("proposed", "propuso")),
        Act("concur", Text("agree", "dar conformidad"), Text("agreed", "dio su conformidad"), needs_target=True),
        Act("decline", Text("decline", "declinar"), Text("declined", "declinó"), needs_target=True, needs_text=True),
        Act(
            "withdraw",
            Text("withdraw", "retirar"),
            Text("withdrew its proposal", "retiró su propuesta"),
            needs_target=True,
        ),
        Act(
            "position",
            Text("record a view", "registrar una postura"),
            Text("recorded its view", "registró su postura"),
            needs_target=True,
            needs_text=True,
        ),
        Act(
            "recognise",
            Text("recognise a successor", "reconocer a un sucesor"),
            Text("recognised the record that goes on for another one", "reconoció el registro que continúa otro"),
            needs_target=True,
        ),
        Act("ack", Text("take note", "tomar nota"), Text("took note", "tomó nota")),
        Act(
            "rotate",
            Text("change keys", "cambiar llaves"),
            Text("changed its keys", "cambió sus llaves"),
            needs_text=True,
        ),
        Act(
            "release",
            Text("release texts", "difundir textos"),
            Text("released texts that had not been shown", "difundió textos que no se mostraban"),
            needs_target=True,
        ),
        Act(
            "withhold",
            Text("withhold texts", "reservar textos"),
            Text("withheld texts", "reservó textos"),
            needs_target=True,
            needs_text=True,
        ),
        Act(
            "redact",
            Text("withhold texts and show others in their place", "reservar textos y mostrar otros en su lugar"),
            Text("withheld texts and put others in their place", "reservó textos y puso otros en su lugar"),
            needs_target=True,
            needs_text=True,
        ),
        Act(
            "erase",
            Text("erase texts", "borrar textos"),
            Text("erased texts", "borró textos"),
            needs_target=True,
            needs_text=True,
        ),
        Act(
            "erased",
            Text("confirm an erasure", "confirmar un borrado"),
            Text("confirmed that its copies are erased", "confirmó que sus copias están borradas"),
            needs_target=True,
        ),
        Act(
            "revoke",
            Text("revoke keys", "revocar llaves"),
            Text("revoked its keys and declared new ones", "revocó sus llaves y declaró nuevas"),
            needs_text=True,
        ),
    )
}

REASONS: dict[str, Text] = {
    "seen-mismatch": Text(
        "What it says it had seen of another record is not what that record holds.",
        "Lo que dice haber visto de otro registro no coincide con ese registro.",
    ),
    "ref-outside-past": Text("It refers to something it had not seen.", "Se refiere a algo que no había visto."),
    "genesis-not-first": Text("A record is opened once, at its start.", "Un registro se abre una sola vez, al inicio."),
    "unknown-act": Text("This software does not know this act.", "Este programa no conoce este acto."),
    "unknown-kind": Text(
        "It holds a kind of document that this software does not know.",
        "Contiene un tipo de documento que este programa no conoce.",
    ),
    "depends-on-unknown": Text(
        "It depends on something that this software does not know.", "Depende de algo que este programa no conoce."
    ),
    "changes-empty-or-twice": Text(
        "A proposal changes at least one document, and each only once.",
        "Una propuesta cambia al menos un documento, y cada uno sólo una vez.",
    ),
    "endorses-another": Text(
        "The same government stands behind another open proposal for the same text.",
        "El mismo gobierno respalda otra propuesta abierta para el mismo texto.",
    ),
    "parties-malformed": Text("The list of governments is not in order.", "La lista de gobiernos no está en orden."),
    "joint-needs-two": Text(
        "A joint text names at least two governments.", "Un texto conjunto nombra al menos a dos gobiernos."
    ),
    "base-not-current": Text(
        "It builds on a text that is no longer in force.", "Parte de un texto que ya no está vigente."
    ),
    "created-elsewhere": Text(
        "A new document carries the name of the record that creates it.",
        "Un documento nuevo lleva el nombre del registro que lo crea.",
    ),
    "kind-changed": Text("A document cannot become one of another kind.", "Un documento no puede cambiar de tipo."),
    "author-not-named": Text(
        "The author is not one of the text's governments.", "Quien propone no es parte del texto."
    ),
    "not-its-own": Text("This kind belongs to one government alone.", "Este tipo pertenece a un solo gobierno."),
    "body": Text(
        "The document is not of the form its kind requires.", "El documento no tiene la forma que exige su tipo."
    ),
    "no-target": Text("It does not say what it answers.", "No dice a qué responde."),
    "target-outside-past": Text("It answers something it had not seen.", "Responde a algo que no había visto."),
    "target-not-a-proposal": Text(
        "What it answers is not a valid proposal.", "Lo que responde no es una propuesta válida."
    ),
    "not-named": Text("The proposal does not name this government.", "La propuesta no nombra a este gobierno."),
    "already-agreed": Text(
        "The proposal was already agreed.", "La propuesta ya tenía la conformidad de todas las partes."
    ),
    "already-over": Text("The proposal was already over.", "La propuesta ya había concluido."),
    "already-withdrawn": Text("The proposal had been withdrawn.", "La propuesta había sido retirada."),
    "already-endorsed": Text("This government had already agreed.", "Este gobierno ya había dado su conformidad."),
    "not-the-author": Text("Only the author withdraws a proposal.", "Sólo quien propone retira una propuesta."),
    **joint.REASONS,
    "not-its-log": Text(
        "A text belongs to the record that holds its entry: only acts of that record change what becomes of it.",
        "Un texto pertenece al registro que tiene su asiento: sólo los actos de ese registro cambian su situación.",
    ),
    "office-needed": Text("It does not say which office decided it.", "No dice qué dependencia lo decidió."),
    "item-not-there": Text("That entry holds no such text.", "Ese asiento no contiene ese texto."),
    "item-state": Text(
        "The text is in a state that does not allow this: shown already, or erased.",
        "La situación del texto no lo permite: ya se muestra, o se borró.",
    ),
    "removal-needed": Text(
        "The text was agreed by several governments, and they have not agreed to this.",
        "El texto tiene la conformidad de varios gobiernos, y no han convenido en esto.",
    ),
    "target-not-an-erasure": Text("What it confirms is no valid erasure.", "Lo que confirma no es un borrado válido."),
    "already-confirmed": Text("This had been confirmed before.", "Esto ya se había confirmado."),
}

_AGAIN = Text(
    "Bring in the other records, look at what is in force now and propose again from there.",
    "Trae los demás registros, revisa lo que está vigente y vuelve a proponer a partir de ello.",
)
_NOTHING = Text(
    "Nothing more can be done with it; see what became of it.", "Ya no admite respuesta; consulta en qué quedó."
)
_UPGRADE = Text(
    "Install a release that knows it, then rebuild the tables.",
    "Instala una versión que lo conozca y rehaz las tablas.",
)
_PARTIES = Text(
    "Name the governments in alphabetical order of their codes, each once, the author among them.",
    "Indica los gobiernos por orden alfabético de sus claves, cada uno una vez, incluido quien propone.",
)
_FORM = Text("Correct the document.", "Corrige el documento.")

REMEDIES: dict[str, Text] = {
    "seen-mismatch": Text(
        "Stop and compare the records with the other side.", "Detente y compara los registros con la otra parte."
    ),
    "ref-outside-past": Text("Bring in the other records first.", "Trae antes los demás registros."),
    "genesis-not-first": Text("Nothing needs to be done.", "No hace falta hacer nada."),
    "unknown-act": _UPGRADE,
    "unknown-kind": _UPGRADE,
    "depends-on-unknown": _UPGRADE,
    "changes-empty-or-twice": Text(
        "Put each document into the proposal once.", "Incluye cada documento una sola vez en la propuesta."
    ),
    "endorses-another": Text(
        "Wait until the other one is agreed or declined; one of your own can be withdrawn, and is over when the other "
        "side has taken note.",
        "Espera a que la otra quede en firme o se decline; si es tuya puedes retirarla, y concluye cuando la otra "
        "parte toma nota.",
    ),
    "parties-malformed": _PARTIES,
    "joint-needs-two": Text("Name every government that it binds.", "Indica todos los gobiernos a los que obliga."),
    "base-not-current": _AGAIN,
    "created-elsewhere": Text(
        "Give it a name of the record that signs the proposal.",
        "Dale un nombre del registro que firma la propuesta.",
    ),
    "kind-changed": Text("Propose a document under another name.", "Propón un documento con otro nombre."),
    "author-not-named": _PARTIES,
    "not-its-own": Text("Leave it to the government that it belongs to.", "Déjalo al gobierno al que pertenece."),
    "body": _FORM,
    "no-target": Text("Name the proposal, such as hled/us#12.", "Indica la propuesta, por ejemplo hled/us#12."),
    "target-outside-past": Text("Bring in the other records first.", "Trae antes los demás registros."),
    "target-not-a-proposal": Text(
        "Check the number: see the list of proposals.", "Revisa el número: consulta la lista de propuestas."
    ),
    "not-named": Text(
        "Only the governments that it binds answer it.", "Sólo responden los gobiernos a los que obliga."
    ),
    "already-agreed": Text(
        "To change the text, propose an amendment.", "Para cambiar el texto, propón una modificación."
    ),
    "already-over": _NOTHING,
    "already-withdrawn": _NOTHING,
    "already-endorsed": Text("Wait for the other governments.", "Espera a los demás gobiernos."),
    "not-the-author": Text("Decline it instead, with the reason.", "Declínala, con el motivo."),
    **joint.REMEDIES,
    "not-its-log": Text(
        "Ask the government whose record it is; a confirmation is given by the others.",
        "Pídelo al gobierno titular de ese registro; la confirmación la dan los demás.",
    ),
    "office-needed": Text(
        "Name the office that decides, by its id.", "Indica la dependencia que decide, por su clave."
    ),
    "item-not-there": Text(
        "See the entry's texts: bilateral seal list.", "Consulta los textos del asiento: bilateral seal list."
    ),
    "item-state": Text("See what became of it: bilateral seal list.", "Consulta en qué quedó: bilateral seal list."),
    "removal-needed": Text(
        "Propose a document of the kind removal that says the same, have it agreed, and name it with --authorised-by.",
        "Propón un documento de tipo removal que diga lo mismo, logra la conformidad e indícalo con --authorised-by.",
    ),
    "target-not-an-erasure": Text("Name the erasure that was carried out.", "Indica el borrado que se llevó a cabo."),
    "already-confirmed": _NOTHING,
}

STATES: dict[str, Text] = {
    "open": Text("open", "abierta"),
    "agreed": Text("agreed", "con conformidad de las partes"),
    "declined": Text("declined", "declinada"),
    "withdrawing": Text("withdrawn, not yet noted by the other side", "retirada, falta que la otra parte tome nota"),
    "withdrawn": Text("withdrawn", "retirada"),
    "overtaken": Text("overtaken by another text", "rebasada por otro texto"),
    "annulled": Text("agreed, and undone together since", "acordada y después anulada de común acuerdo"),
    "cut_off": Text("does not count: its record had ended", "no cuenta: su registro había terminado"),
}
