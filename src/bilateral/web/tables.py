"""Lists as tables to download: CSV sent while it is made, both languages side by side, and no words that a spreadsheet
would take for a formula.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.http import StreamingHttpResponse

from bilateral.values import Text


class _Echo:
    """Gives back what a CSV writer writes, so that a long table is sent while it is made."""

    def write(self, line: str) -> str:
        return line


def csv_response(columns: Sequence[str], rows: Iterable[Mapping[str, str]], name: str) -> StreamingHttpResponse:
    """A file of this name with these columns, in UTF-8 with the mark that spreadsheets look for."""
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield "\ufeff" + str(writer.writerow(columns))
        for row in rows:
            yield str(writer.writerow([safe(row[column]) for column in columns]))

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def both(name: str, text: Text | None) -> dict[str, str]:
    """A text as two columns."""
    return {f"{name}_en": text.en if text else "", f"{name}_es": text.es if text else ""}


def safe(value: str) -> str:
    """A spreadsheet must not take words for a formula; a whole number is none."""
    words = value[:1] in ("=", "+", "-", "@", "\t", "\r") and not (value[1:].isdecimal() and value[0] == "-")
    return f"'{value}" if words else value
