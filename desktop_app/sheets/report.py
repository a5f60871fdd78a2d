"""Results beside the owner's own rows, as a workbook or as CSV; and rows of a plan saved for mending.

Cells come from customers and strangers, so nothing written here may act as a formula: workbook cells are text by type
and by format, CSV cells that begin like a formula get an apostrophe (ASVS 1.2.10), which our own reader takes off.
"""

import csv
import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from desktop_app.domain.errors import BadFile

RESULT_HEADINGS = ("State", "Reason", "Time", "Phone", "SIM", "SMS", "Number", "Message")
"""Our columns, to the right of the owner's."""

_FORMULA = re.compile(r"[=+\-@\t\r\n\x00＝＋－＠]")
_PHONE = re.compile(r"\+\d{6,15}")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST_CELL = 32_767
"""Characters in a cell of a workbook."""
_MOST_ROWS = 1_048_576


@dataclass(frozen=True)
class ReportRequest:
    """What to write where.

    `source` is a file of JSON lines, one a row of the campaign or of its left-out rows, in the order to be written:
    `{"cells": [...], "state": "Delivered", "reason": ..., "time": ..., "phone": ..., "sim": 1, "parts": 1,
    "number": "+49...", "text": ...}`, all in the words people read; `sim` counts from 1. Missing keys stay blank.
    """

    target: Path
    source: Path
    headings: tuple[str, ...]
    """The owner's headings, one for each entry of `cells`."""
    overwrite: bool = False
    plain_plus: bool = False
    """CSV only: leave numbers such as +49176... without the apostrophe."""
    result_headings: tuple[str, ...] = RESULT_HEADINGS
    """Our headings, translated by the caller; same order and number."""


def write(request: ReportRequest) -> int:
    """Write the report; returns its rows.

    Raises:
        BadFile: the target exists (unless `overwrite`), is of no known kind or cannot be written.
    """
    shown = [n for n, heading in enumerate(request.headings) if heading.strip().casefold() != "token"]
    headings = [*(request.headings[n] for n in shown), *request.result_headings]
    with request.source.open(encoding="utf-8") as lines:
        rows = _result_rows(lines, shown)
        return write_table(request.target, headings, rows, overwrite=request.overwrite, plain_plus=request.plain_plus)


def _result_rows(lines: TextIO, shown: Sequence[int]) -> Iterator[list[str]]:
    for line in lines:
        row: dict[str, Any] = json.loads(line)
        cells = row.get("cells") or []
        own = [cells[n] if n < len(cells) else "" for n in shown]
        ours = (row.get(key) for key in ("state", "reason", "time", "phone", "sim", "parts", "number", "text"))
        yield [*own, *("" if value is None else str(value) for value in ours)]


def write_table(
    target: Path,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    overwrite: bool = False,
    plain_plus: bool = False,
) -> int:
    """Write headings and rows of text as .xlsx or .csv, whole or not at all; returns the rows written.

    Raises:
        BadFile: the target exists (unless `overwrite`), is of no known kind or cannot be written.
    """
    kind = target.suffix.casefold()
    if kind not in (".xlsx", ".csv"):
        raise BadFile("{name} is neither .xlsx nor .csv.", "", "Choose one of the two.", name=target.name)
    if target.exists() and not overwrite:
        raise BadFile("{name} exists already.", "It was left as it is.", "Choose another name.", name=target.name)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.stem}-", suffix=kind, dir=target.parent)
    except OSError as error:
        raise _cannot_write(target) from error
    os.close(handle)
    temporary = Path(name)
    try:
        if kind == ".csv":
            count = _write_csv(temporary, headings, rows, plain_plus=plain_plus)
        else:
            count = _write_xlsx(temporary, headings, rows)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        _put_in_place(temporary, target, overwrite=overwrite)
    except OSError as error:
        raise _cannot_write(target) from error
    finally:
        temporary.unlink(missing_ok=True)
    return count


def _put_in_place(temporary: Path, target: Path, *, overwrite: bool) -> None:
    """Give the finished file its name; a file that appeared meanwhile is not replaced unasked."""
    temporary.chmod(0o644)
    if not overwrite:
        try:
            os.link(temporary, target)
        except FileExistsError:
            raise BadFile("{name} exists already.", "It was left as it is.", name=target.name) from None
        except OSError:
            if target.exists():  # a disk without hard links; the check leaves a gap of microseconds
                raise
        else:
            return
    temporary.replace(target)


def _cannot_write(target: Path) -> BadFile:
    return BadFile(
        "{name} could not be written.",
        "Nothing was changed.",
        "Close it if another program has it open, or choose another folder.",
        name=target.name,
    )


def _write_csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]], *, plain_plus: bool) -> int:
    count = 0
    # The byte order mark tells Excel that this is UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
        writer = csv.writer(file, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
        writer.writerow([csv_cell(heading) for heading in headings])
        for row in rows:
            writer.writerow([csv_cell(cell, plain_plus=plain_plus) for cell in row])
            count += 1
    return count


def csv_cell(text: str, *, plain_plus: bool = False) -> str:
    """`text` as a CSV cell no spreadsheet takes for a formula.

    An apostrophe goes before anything that begins like one, and before an apostrophe that would be taken off again.
    """
    text = text.replace("\x00", "")
    if plain_plus and _PHONE.fullmatch(text):
        return text
    if _FORMULA.match(text.lstrip(" '\u00a0")):
        return "'" + text
    return text


def unescaped(text: str) -> str:
    """The twin of `csv_cell` for reading our own files back: takes off the apostrophe it put on."""
    if text.startswith("'") and _FORMULA.match(text[1:].lstrip(" '\u00a0")):
        return text[1:]
    return text


def _write_xlsx(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    # Imported here: openpyxl is for the worker process, when something is written at all.
    from openpyxl import Workbook
    from openpyxl.cell import Cell, WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Report")
    sheet.freeze_panes = "A2"
    for n, heading in enumerate(headings, start=1):
        sheet.column_dimensions[get_column_letter(n)].width = 60 if n == len(headings) else max(14, len(heading) + 2)

    def cell(text: str, *, bold: bool = False) -> Cell:
        # Excel reads "_x0041_" as an escaped letter, so an innocent underscore is escaped itself.
        made: Cell = WriteOnlyCell(sheet, value=_ESCAPE.sub("_x005F_", _ILLEGAL.sub("", text))[:_LONGEST_CELL])
        made.data_type = "s"
        made.number_format = "@"
        if bold:
            made.font = Font(bold=True)
        return made

    count = 0
    try:
        sheet.append([cell(heading, bold=True) for heading in headings])
        for count, row in enumerate(rows, start=1):
            if count >= _MOST_ROWS:
                raise BadFile("There are more rows than a workbook holds.", "", "Choose .csv instead.")
            sheet.append([cell(text) if text else None for text in row])
    finally:
        sheet.close()  # else the half-written sheet complains when it is collected
    book.save(path)
    return count
