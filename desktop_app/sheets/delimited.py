"""CSV, TSV and pasted rows: separator, quotes and line ends as people's programs write them."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.sheets import report
from desktop_app.sheets.encodings import Decoded
from desktop_app.sheets.sheet import (
    MAX_COLUMNS,
    PROBLEM_CLEANED,
    PROBLEM_MIXED,
    PROBLEM_UNCLOSED,
    EnoughRows,
    Progress,
    Sheet,
    SheetBuilder,
)
from desktop_app.sheets.xml_text import UNPRINTABLE, clean

SEPARATORS = (",", ";", "\t", "|")
_SAID = re.compile(r'^\ufeff?"?sep=(.)"?[ \t,;|]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_FORMULA_TEXT = re.compile(r'="([^"]*)"$')
_SAMPLE_LINES = 200
csv.field_size_limit(64 << 20)


@dataclass(frozen=True)
class Delimited:
    """A delimited text, its separator and what was before the data."""

    text: str
    separator: str
    encoding: str
    foreign_lines: frozenset[int] = frozenset()
    ours: bool = False
    """Whether `report` wrote it, so that apostrophes it put before formulas come off again."""


def prepare(decoded: Decoded, separator: str | None = None) -> Delimited:
    """Find the separator: the owner's, the file's own `sep=` line, or the one that makes an even table."""
    text = decoded.text.removeprefix("\ufeff")
    if separator in (None, ",") and decoded.marked and decoded.encoding == "utf-8" and _is_ours(text):
        return Delimited(text, ",", decoded.encoding, ours=True)
    said = _SAID.match(text)
    if said:
        text = text[said.end() :]
    chosen = separator or (said.group(1) if said else None) or guess_separator(text)
    skipped = 1 if said else 0
    foreign = frozenset(line - skipped for line in decoded.foreign_lines)
    return Delimited(text, chosen, decoded.encoding, foreign)


def _is_ours(text: str) -> bool:
    """Whether the text is what `report` writes, cell by cell, and has an apostrophe to take off.

    In a stranger's file an apostrophe is what it is in Excel: part of the cell.
    """
    if "'" not in text or "\r\n" not in text:
        return False
    escaped = False
    try:
        for row in csv.reader(io.StringIO(text, newline=""), strict=True):
            for cell in row:
                plain = report.unescaped(cell)
                escaped = escaped or plain is not cell
                if cell not in (report.csv_cell(plain), report.csv_cell(plain, plain_plus=True)):
                    return False
    except csv.Error:
        return False
    return escaped


def guess_separator(text: str) -> str:
    """The separator that splits the first lines most evenly; a comma when none splits anything."""
    head = text[: 1 << 18]
    best, best_score = ",", 0.0
    for separator in SEPARATORS:
        if separator not in head:
            continue
        widths = [len(row) for row in _sample_rows(head, separator) if any(row)]
        score = _evenness(widths)
        if score > best_score:
            best, best_score = separator, score
    return best


def _sample_rows(head: str, separator: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in _reader(head, separator):
            rows.append(row)
            if len(rows) >= _SAMPLE_LINES:
                break
    except csv.Error:
        return rows
    return rows


def _evenness(widths: list[int]) -> float:
    """How even a table with rows of these widths is; nothing for a single column."""
    several = Counter(width for width in widths if width > 1)
    if not several:
        return 0.0
    width, count = several.most_common(1)[0]
    near = sum(times for other, times in several.items() if other <= width)
    return (count + 0.5 * (near - count)) / len(widths) * (1 + min(width, 12) / 24)


def tabular(text: str) -> bool:
    """Whether the text has at least two even columns, so that it is a table under a wrong name."""
    separator = guess_separator(text)
    widths = [len(row) for row in _sample_rows(text[: 1 << 16], separator) if any(row)]
    if not widths:
        return False
    width, count = Counter(widths).most_common(1)[0]
    return width > 1 and count >= 0.8 * len(widths)


def read_delimited(
    source: Delimited, name: str, limit: int | None = None, on_progress: Progress | None = None
) -> Sheet:
    """All rows of the text. Row numbers count records as a spreadsheet shows them, blank and skipped ones too."""
    rows, unclosed = _records(source, limit)
    builder = SheetBuilder(name, limit, on_progress, expected=len(rows))
    comments = set() if source.ours else _comment_rows(rows)
    rough = UNPRINTABLE.search(source.text) is not None
    special = report.unescaped if source.ours else _out_of_formula if '="' in source.text else None
    try:
        for number, cells in enumerate(rows, 1):
            if number in comments or not any(cells):
                continue
            row = builder.start_row(number)
            row.extend(cells[:MAX_COLUMNS])
            _strip_end(row)
            if special is not None:
                row[:] = map(special, row)
            if rough:
                _clean_row(builder, row)
            if number in unclosed:
                builder.problem(max(len(row) - 1, 0), PROBLEM_UNCLOSED)
            if number in source.foreign_lines:
                builder.problem(0, PROBLEM_MIXED)
            builder.end_row(row)
    except EnoughRows:
        pass
    return builder.finish()


def _reader(text: str, separator: str, quoting: int = csv.QUOTE_MINIMAL) -> Iterator[list[str]]:
    spaced = separator != "\t"
    return csv.reader(
        io.StringIO(text, newline=""),
        delimiter=separator,
        quotechar='"',
        skipinitialspace=spaced and f'{separator} "' in text[: 1 << 16],
        quoting=quoting,  # type: ignore[arg-type]  # an int constant of csv
    )


def _records(source: Delimited, limit: int | None) -> tuple[list[list[str]], set[int]]:
    """The records and the numbers of those whose quotes never close."""
    text = source.text
    if source.ours:
        return list(csv.reader(io.StringIO(text, newline=""))), set()
    if limit is not None:
        text = _head(text, limit)
    if '"' not in text:
        return list(_reader(text, source.separator, csv.QUOTE_NONE)), set()
    try:
        rows = list(_reader(text, source.separator))
    except csv.Error:
        rows = []
    if rows and not _open_end(text) and len(rows) == sum(1 for _ in io.StringIO(text, newline="")):
        return rows, set()
    return _careful_records(text, source.separator)


def _head(text: str, limit: int) -> str:
    """Enough of a long text for `limit` rows."""
    if len(text) < 1 << 20:
        return text
    cut = text.find("\n", min(len(text) - 1, limit * 4096))
    return text if cut < 0 else text[: cut + 1]


def _open_end(text: str) -> bool:
    return text.count('"') % 2 == 1


def _careful_records(text: str, separator: str) -> tuple[list[list[str]], set[int]]:
    """Records one by one, so that a quote that never closes costs one line and not the rest of the file."""
    lines = list(io.StringIO(text, newline=""))
    usual = _usual_width(lines, separator)
    rows: list[list[str]] = []
    unclosed: set[int] = set()
    at = 0
    while at < len(lines):
        row, used = _one_record(lines, at, separator)
        if used > 1 and _is_stray(lines, at, used, row, separator, usual):
            row = next(csv.reader([lines[at]], delimiter=separator, quoting=csv.QUOTE_NONE), [])
            row = [cell.strip('"') if cell.count('"') == 1 else cell for cell in row]
            used = 1
            unclosed.add(len(rows) + 1)
        rows.append(row)
        at += used
    return rows, unclosed


_LONGEST_RECORD = 2_000
"""Lines one quoted cell may span before its quote counts as forgotten."""


def _one_record(lines: list[str], at: int, separator: str) -> tuple[list[str], int]:
    reader = csv.reader(
        iter(lines[at : at + 1]) if '"' not in lines[at] else _lines_from(lines, at), delimiter=separator
    )
    try:
        row = next(reader, [])
    except csv.Error:
        return [lines[at].rstrip("\r\n")], 1
    return row, max(reader.line_num, 1)


def _lines_from(lines: list[str], at: int) -> Iterator[str]:
    yield from (lines[i] for i in range(at, min(len(lines), at + _LONGEST_RECORD)))


def _is_stray(lines: list[str], at: int, used: int, row: list[str], separator: str, usual: int) -> bool:
    """Whether the quote that made a record span lines was never meant to."""
    raw = "".join(lines[at : at + used])
    if raw.count('"') % 2 or used >= _LONGEST_RECORD:
        return True
    alone = next(csv.reader([lines[at]], delimiter=separator, quoting=csv.QUOTE_NONE), [])
    return len(row) != usual and len(alone) == usual


def _usual_width(lines: list[str], separator: str) -> int:
    widths = Counter(line.count(separator) + 1 for line in lines[:1000] if '"' not in line and line.strip())
    return widths.most_common(1)[0][0] if widths else 0


def _comment_rows(rows: list[list[str]]) -> set[int]:
    """Lines such as `# exported by ...`: one cell, in a table of several columns."""
    found = {i for i, row in enumerate(rows, 1) if row and row[0].startswith("#") and not any(row[1:])}
    if not found:
        return found
    wide = sum(len(row) > 1 for row in rows[:_SAMPLE_LINES])
    return found if wide > len(rows[:_SAMPLE_LINES]) // 2 else set()


def _out_of_formula(cell: str) -> str:
    """The text of `="0157"`, which programs write so that Excel keeps the 0."""
    formula = _FORMULA_TEXT.match(cell)
    return formula.group(1) if formula else cell


def _clean_row(builder: SheetBuilder, row: list[str]) -> None:
    for column, cell in enumerate(row):
        cleaned = clean(cell)
        if cleaned != cell:
            row[column] = cleaned
            builder.problem(column, PROBLEM_CLEANED)


def _strip_end(row: list[str]) -> None:
    while row and not row[-1]:
        row.pop()
