"""`do-not-text`: the list of numbers that get nothing, by hand and from files."""

import codecs
import csv
import io
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from desktop_app.domain.errors import BadFile, BadUse
from desktop_app.domain.phone import reader
from desktop_app.store.do_not_text import Entry

_LARGEST_BYTES = 50_000_000


def as_number(text: str, country: str) -> str:
    """`text` as E.164.

    Raises:
        BadUse: it is no number.
    """
    number = _number(text, country)
    if number is None:
        raise BadUse("{text} is not a phone number.", "Nothing was added.", text=text)
    return number


def read_entries(path: Path, country: str, at: datetime) -> tuple[list[Entry], int]:
    """Entries of a text or CSV file, and how many filled lines had no number.

    A line's first cell that is a number counts; an export of ours keeps its source and proof.

    Raises:
        BadFile: it cannot be read.
    """
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise BadFile("{name} is too large for a list of numbers.", "Nothing was added.", name=path.name)
        raw = path.read_bytes()
    except OSError as error:
        raise BadFile("{name} cannot be read.", "Nothing was added.", name=path.name) from error
    text = _decoded(raw)
    if "\0" in text:
        raise BadFile(
            "{name} is not a text file.", "Nothing was added.", "Save the list as .csv and import that.", name=path.name
        )
    lines = [cells for cells in csv.reader(io.StringIO(text), _dialect(text)) if any(cell.strip() for cell in cells)]
    if lines and not any(_number(cell, country) for cell in lines[0]):
        del lines[0]  # headings
    entries, without = [], 0
    for cells in lines:
        position = next((n for n, cell in enumerate(cells) if _number(cell, country)), None)
        if position is None:
            without += 1
            continue
        number = _number(cells[position], country)
        assert number is not None
        rest = [cell.strip() for cell in cells[position + 1 :]]
        entries.append(Entry(number, at, f"file {path.name}", rest[-1] if rest else ""))
    return entries, without


def write_entries(path: Path, entries: Iterable[Entry]) -> int:
    """Write the list as CSV; returns the entries written.

    Raises:
        BadFile: the file exists or cannot be written.
    """
    count = 0
    try:
        with path.open("x", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["Number", "Since", "Source", "Proof"])
            for entry in entries:
                writer.writerow([entry.number, entry.at.isoformat(), _plain(entry.source), _plain(entry.proof)])
                count += 1
    except FileExistsError as error:
        raise BadFile(
            "{name} exists already.", "It was left as it is.", "Choose another name.", name=path.name
        ) from error
    except OSError as error:
        raise BadFile("{name} cannot be written.", name=path.name) from error
    return count


def _decoded(raw: bytes) -> str:
    """Text as programs save it; what is not UTF-8 keeps its digits, which is what counts here."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", errors="replace")
    return raw.decode("utf-8-sig", errors="replace")


def _number(text: str, country: str) -> str | None:
    return reader(country).read(text.strip().lstrip("'")).phone


def _plain(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula."""
    return "'" + text if text[:1] in set("=+-@\t\r") else text


def _dialect(text: str) -> type[csv.Dialect]:
    class Found(csv.excel):
        delimiter = max(",;\t", key=text[:10_000].count)

    return Found
