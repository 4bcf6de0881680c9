"""The formats that an import knows, and which of them a file has."""

from supertimer.interop.columns import COLUMNS
from supertimer.interop.fitbod import FITBOD
from supertimer.interop.fitnotes import FITNOTES, FITNOTES_BODY
from supertimer.interop.gymbook import GYMBOOK
from supertimer.interop.hevy import HEVY
from supertimer.interop.preview import ImportFileError, Options, Preview, UnknownFormatError
from supertimer.interop.progress import SILENT, WorkProgress
from supertimer.interop.reading import Dialect, places, read_table
from supertimer.interop.records import Records, decoded, records
from supertimer.interop.sheet import SHEET
from supertimer.interop.strong import STRONG
from supertimer.interop.stronglifts import STRONGLIFTS
from supertimer.text import listed

DIALECTS = (SHEET, STRONGLIFTS, GYMBOOK, FITBOD, HEVY, STRONG, FITNOTES, FITNOTES_BODY, COLUMNS)
"""In the order in which they are tried."""

NAMES = tuple(dialect.name for dialect in DIALECTS)


def read_csv(
    data: bytes, options: Options, name: str | None = None, progress: WorkProgress = SILENT
) -> Preview:
    """Return what is in a CSV file, of the format `name` or of the one that its header shows.

    Raises ImportFileError if it can't be read.
    """
    table = records(decoded(data))
    return read_table(_dialect(table, options, name), table, options, progress)


def _dialect(table: Records, options: Options, name: str | None) -> Dialect:
    named = next((each for each in DIALECTS if each.name == name), None)
    fields = (named or COLUMNS).columns
    for field in options.columns:
        if field not in fields:
            raise ImportFileError(f"unknown field “{field}”; the fields are {', '.join(fields)}")
    if named is not None:
        if places(named, table.header, options) is None:
            needed = listed(named.required)
            raise ImportFileError(
                f"the file lacks a column that a file of {named.title} has: {needed};"
                " name its columns with --columns, such as --columns date=Day"
            )
        return named
    for dialect in DIALECTS:
        known = [each for each in table.header if each]
        if (dialect is not COLUMNS or options.columns) and places(dialect, known, options):
            return dialect
    raise UnknownFormatError(
        f"the format is unknown: its columns are {', '.join(table.header)[:300]}."
        " Say what they are, such as: supertimer import FILE --columns date=Day"
        " --columns exercise=Machine --columns reps=Count --columns weight=Load"
    )
