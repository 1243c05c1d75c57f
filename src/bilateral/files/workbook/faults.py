"""What can be wrong with a workbook, in both languages, with the way out."""

from bilateral.files.faults import BadFile
from bilateral.values import Text

_SAVE = Text(
    "Open the file in a spreadsheet program, save it as 'Excel workbook (.xlsx)' without password or macros and try "
    "again.",
    "Abre el archivo en una hoja de cálculo, guárdalo como «libro de Excel (.xlsx)» sin contraseña ni macros e "
    "inténtalo de nuevo.",
)


class BadWorkbook(BadFile):
    code = "bad-workbook"


def unreadable(name: str, why: Text) -> BadWorkbook:
    what = Text("This workbook can't be read: {why}.", "No se puede leer este libro: {why}.")
    return BadWorkbook(what.format(why=why), name, _SAVE)


def too_big(name: str, size: int, most: int) -> BadWorkbook:
    what = Text(
        f"The file has {size:,} bytes; at most {most:,} are read.",
        f"El archivo tiene {size:,} bytes; se leen hasta {most:,}.",
    )
    do = Text("Keep only the sheets with the plan.", "Conserva sólo las hojas del plan.")
    return BadWorkbook(what, name, do)


def too_far(name: str, sheet: str, rows: int, columns: int, most_rows: int, most_columns: int) -> BadWorkbook:
    what = Text(
        f"This sheet reaches to row {rows:,} and column {columns:,}; at most {most_rows:,} rows and {most_columns:,} "
        "columns are read.",
        f"Esta hoja llega a la fila {rows:,} y la columna {columns:,}; se leen hasta {most_rows:,} filas y "
        f"{most_columns:,} columnas.",
    )
    do = Text(
        "Delete the rows and columns beyond the table, then save it again.",
        "Elimina las filas y columnas que sobran y guárdalo de nuevo.",
    )
    return BadWorkbook(what, f"{name}: {sheet}", do)
