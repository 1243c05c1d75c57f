"""`themes.edited.yaml` in the folder of a run: which edits a run honours, and what it leaves in the folder.

The file belongs to people once anything in it is changed; as a run wrote it, it says nothing. Edits come from the
folder's file, or from another one (`--themes`), which then becomes the folder's, so that later runs keep to it; what
people had changed in the folder's before is kept beside it under a name made of its content. Themes of an earlier run
(`--like`) are edited where they were found: such a run honours no edits of its own and leaves no file for them.
Not here: what an edit does (themes.edits).
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from bilateral.values import BadInput, Text
from bilateral.voices.themes import Edits, read_edits

EDITED: Final = "themes.edited.yaml"
_BOTH: Final = Text(
    "Themes of an earlier run are taken as that run left them; edits can't be given beside them.",
    "Los temas de una corrida anterior se toman como esa corrida los dejó; no admiten además otros cambios.",
)
_MINE: Final = Text(
    "This folder has edits of themes, and the themes are to be those of an earlier run.",
    "Esta carpeta tiene temas editados, y se piden los temas de una corrida anterior.",
)
_EDIT_THERE: Final = Text(
    "Make the changes in {file}, run that folder's command again, then this one.",
    "Haz los cambios en {file}, vuelve a ejecutar el comando de esa carpeta y después este.",
)
_EDIT_FIRST: Final = Text(
    "Make the changes where these themes were found, run that folder's command again, then those that follow.",
    "Haz los cambios donde se hallaron estos temas, repite el comando de esa carpeta y después los que siguen.",
)
_OR_ELSEWHERE: Final = Text(
    " If these edits are of no use any more, delete them or name another folder with --out.",
    " Si estos cambios ya no sirven, bórralos o indica otra carpeta con --out.",
)


@dataclass(frozen=True, slots=True)
class Editing:
    """`edits`: what people changed, None for nothing; `body`: the file that says it, as the folder gets it; `found`:
    the folder's file when the run began; `aside`: where that goes, if people had changed it and other edits were given;
    `wanted`: whether the folder gets a file at all.
    """

    edits: Edits | None
    body: bytes | None
    found: bytes | None
    aside: str
    wanted: bool

    @property
    def digest(self) -> str:
        """The SHA-256 of the edits that are honoured, '' for none."""
        return "" if self.body is None else sha256(self.body).hexdigest()


def find_editing(out: Path, given: Path | None, like: Path | None) -> Editing:
    """What holds for a run into `out`. :raises BadInput: a file can't be read, or edits and `like` meet."""
    mine = out / EDITED
    found = mine.read_bytes() if mine.is_file() else None
    edits = _read(found, mine)
    if like is not None:
        if given is not None or edits is not None:
            there = _EDIT_THERE.format(file=str(like / EDITED)) if (like / EDITED).is_file() else _EDIT_FIRST
            what, where = (_BOTH, given) if given is not None else (_MINE, mine)
            raise BadInput(what, str(where), there if given is not None else there + _OR_ELSEWHERE)
        return Editing(None, None, found, "", False)
    if given is None:
        return Editing(edits, found if edits is not None else None, found, "", True)
    body = given.read_bytes()
    theirs = _read(body, given)
    aside = ""
    if found is not None and edits is not None and body != found:
        aside = f"themes.edited.{sha256(found).hexdigest()[:12]}.yaml"
    return Editing(theirs, body if theirs is not None else None, found, aside, True)


def put_in_place(fresh: Path, out: Path, editing: Editing) -> None:
    """The folder's file of edits becomes `fresh`, or goes where there is none. What a person wrote there while the run
    was at work stays.
    """
    mine = out / EDITED
    now = mine.read_bytes() if mine.is_file() else None
    if now is not None and now != editing.found:
        fresh.unlink(missing_ok=True)
    elif not fresh.exists():
        mine.unlink(missing_ok=True)
    else:
        if editing.aside and now is not None:
            (out / editing.aside).write_bytes(now)  # a copy, so that a run that is killed here loses nothing
        fresh.replace(mine)


def _read(body: bytes | None, path: Path) -> Edits | None:
    """None for a file as a run wrote it: nothing is changed."""
    if body is None:
        return None
    try:
        edits = read_edits(body.decode("utf-8-sig"), path.name)
    except UnicodeDecodeError as error:
        raise BadInput(
            Text("This file is not UTF-8.", "Este archivo no es UTF-8."),
            str(path),
            Text("Save it in UTF-8.", "Guárdalo en UTF-8."),
        ) from error
    return edits if edits.links or any(edits.themes) else None
