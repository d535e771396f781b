"""Read the CSV lexicons under `models/`, and say exactly what is wrong with a row.

A lexicon is UTF-8 CSV with a header, comma-separated, NFC. Which columns it has, which of them may be empty and which
have a closed vocabulary, its reader says; this module turns every breach into an error with file and line.
"""

import csv
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import DataError


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a lexicon: its cells (an empty cell is ""), and where it stands."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def list(self, column: str) -> list[str]:
        """The parts of a cell that holds several values separated by `|`."""
        return [part.strip() for part in self.cells[column].split("|") if part.strip()]

    def error(self, message: str) -> DataError:
        """An error that points at this row."""
        return DataError(self.path, message, self.line)

    @property
    def rule(self) -> str:
        """How `khronika explain` names this row: folder/file:line."""
        return f"{self.path.parent.name}/{self.path.name}:{self.line}"


def read_lexicon(
    path: Path,
    columns: Collection[str],
    *,
    required: Collection[str] = (),
    vocabulary: Mapping[str, Collection[str]] | None = None,
    key: Collection[str] = (),
) -> list[Row]:
    """The rows of the lexicon at `path`, checked.

    `columns` are exactly the columns of the header, `required` those that no row may leave empty, `vocabulary` the
    closed vocabularies (column → values; empty cells pass), `key` the columns that no two rows may share.
    Raises DataError with file and line for a missing file, a wrong header, a row of another length, text that is not
    NFC, a value outside its vocabulary, and a duplicate key.
    """
    rows: list[Row] = []
    seen: dict[tuple[str, ...], int] = {}
    for row in _rows(path, list(columns)):
        for column in required:
            if not row[column]:
                raise row.error(f"column «{column}» is empty; fill it in")
        for column, values in (vocabulary or {}).items():
            if row[column] and row[column] not in values:
                raise row.error(f"column «{column}» says «{row[column]}»; it may say: {', '.join(sorted(values))}")
        if key:
            value = tuple(row[column] for column in key)
            if value in seen:
                raise row.error(
                    f"the same {' + '.join(key)} «{' + '.join(value)}» stands in line {seen[value]}; delete one"
                )
            seen[value] = row.line
        rows.append(row)
    return rows


def _rows(path: Path, columns: list[str]) -> Iterator[Row]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise DataError(path, "the lexicon is missing; restore it from the repository") from None
    except UnicodeDecodeError as error:
        raise DataError(path, f"not UTF-8 (byte {error.start}); save it as UTF-8") from None
    if unicodedata.normalize("NFC", text) != text:
        line = next(n for n, part in enumerate(text.split("\n"), 1) if unicodedata.normalize("NFC", part) != part)
        raise DataError(path, "a character is not in composed form (NFC); normalize the line", line)
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        header = next(reader, [])
        if header != columns:
            raise DataError(path, f"the header is {','.join(header)}; it must be {','.join(columns)}", 1)
        for cells in reader:
            if len(cells) != len(columns):
                raise DataError(
                    path, f"{len(cells)} cells instead of {len(columns)}; quote cells with a comma", reader.line_num
                )
            yield Row(path, reader.line_num, dict(zip(columns, (cell.strip() for cell in cells), strict=True)))
    except csv.Error as error:
        raise DataError(path, f"not valid CSV ({error})", reader.line_num) from None
