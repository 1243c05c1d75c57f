"""Files of submissions to `Texts`, streamed: CSV, JSON Lines, Parquet, each also compressed with gzip but Parquet.

    columns    which column is what
    faults     why a file can't be read at all
    rows       one row of any format to a submission, or the reason why not
    lines      the lines of a CSV, which may be read again
    quoting    quotation marks that nobody closed
    csv_rows, json_rows, parquet_rows   each format to rows
    formats    which format a file has, is it text, did it change
    take       the whole: staged Arrow file, quarantine, counts

A row that can't be read is set aside with its reason and counted; the others go on. Nothing is guessed about a text,
and its SHA-256 is that of its bytes as they came.
"""

from bilateral.voices.intake.columns import Columns
from bilateral.voices.intake.take import Taken, take

__all__ = ["Columns", "Taken", "take"]
