"""The plan as a SQLite file of its own, which the store attaches and copies in one transaction."""

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from json.encoder import encode_basestring as _quoted
from pathlib import Path

from desktop_app.domain import wording
from desktop_app.domain.errors import BadFile
from desktop_app.domain.recipient import PlanRequest, PlanTotals

FileRow = tuple[int, str, str | None, str, str, int, str, str | None, str, str]
"""row, shown_phone, phone, name, body, parts, grp, reason, marks, cells."""

SCHEMA = """
CREATE TABLE plan_row(
    row INTEGER PRIMARY KEY,
    shown_phone TEXT NOT NULL,
    phone TEXT,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    parts INTEGER NOT NULL,
    grp TEXT NOT NULL,
    reason TEXT,
    marks TEXT NOT NULL,
    cells TEXT NOT NULL
);
CREATE TABLE plan_meta(key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


def json_lists(columns: Iterable[Sequence[str]]) -> Iterator[str]:
    """Every row of some columns as a JSON list of strings; the quick twin of `json.dumps`, row by row."""
    rows = zip(*map(_escaped, columns), strict=True)
    return (f'["{row}"]' for row in map('","'.join, rows))


def _escaped(texts: Sequence[str]) -> Sequence[str]:
    """Texts as they stand between the quotes of JSON."""
    joined = "".join(texts)
    if joined.isprintable() and '"' not in joined and "\\" not in joined:
        return texts  # nothing in them needs escaping
    return [_quoted(text)[1:-1] for text in texts]


def meta_of(
    file: str, sheet: str, headings: Sequence[str], header_row: int | None, request: PlanRequest, totals: PlanTotals
) -> dict[str, str]:
    """What the file says about the plan as a whole; the lists of other people's numbers stay out of it."""
    kept = {
        "sheet": request.sheet,
        "header_row": request.header_row,
        "phone_columns": list(request.phone_columns),
        "template": request.template,
        "text_column": request.text_column,
        "name_columns": list(request.name_columns),
        "field_names": dict(request.field_names),
        "fallbacks": dict(request.fallbacks),
        "country": request.country,
        "include_hidden": request.include_hidden,
        "fixes": {str(row): text for row, text in request.fixes.items()},
        "skipped": sorted(request.skipped),
        "max_parts": request.max_parts,
    }
    return {
        "file": file,
        "sheet": sheet,
        "headings": json.dumps(list(headings), ensure_ascii=False),
        "header_row": "" if header_row is None else str(header_row),
        "request": json.dumps(kept, ensure_ascii=False),
        "rows": str(totals.rows),
        "ready": str(totals.ready),
        "people": str(totals.people),
        "parts": str(totals.parts),
        "left_out": json.dumps({group.value: count for group, count in totals.left_out.items()}),
    }


def write(path: Path, rows: Callable[[], Iterable[FileRow]], meta: Mapping[str, str]) -> None:
    """Write the file whole or not at all; it is on the disk when this returns.

    Args:
        path: where; a file already there is replaced.
        rows: gives all rows, from the first one each time it is called.
        meta: what to say of the plan as a whole.

    Raises:
        BadFile: the disk is full or the folder cannot be written.
    """
    temporary = path.with_name(path.name + ".part")
    try:
        temporary.unlink(missing_ok=True)
        try:
            _fill(temporary, rows(), meta)
        except UnicodeEncodeError:
            # Lone surrogates: readers remove them, pasted text may have them. Rare enough to begin again.
            temporary.unlink()
            _fill(temporary, _storable(rows()), meta)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    except (OSError, sqlite3.Error) as error:
        temporary.unlink(missing_ok=True)
        raise BadFile(
            "The plan could not be written to this computer's disk.",
            "Nothing was sent.",
            "Make room on the disk and try again.",
        ) from error


def _fill(path: Path, rows: Iterable[FileRow], meta: Mapping[str, str]) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        # A scratch file: it is synced once at the end and takes its name only when it is whole.
        connection.execute("PRAGMA page_size=32768")  # bodies and cells are long; a quarter less time than at 4096
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        connection.executescript(SCHEMA)
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO plan_row VALUES (?,?,?,?,?,?,?,?,?,?)", rows)
        connection.executemany("INSERT INTO plan_meta VALUES (?,?)", meta.items())
        connection.execute("COMMIT")
    finally:
        connection.close()


def _storable(rows: Iterable[FileRow]) -> Iterator[FileRow]:
    """Rows without lone surrogates, which no database takes."""
    for row, shown, phone, name, body, parts, group, reason, marks, cells in rows:
        told = wording.clean(reason) if reason is not None else None
        texts = (wording.clean(shown), phone, wording.clean(name), wording.clean(body))
        yield (row, *texts, parts, group, told, marks, wording.clean(cells))
