"""Every file of a folder of messy spreadsheets ends in its class: it opens with the right rows, or one clear sentence.

SMS_DESK_CORPUS names a folder with a MANIFEST.tsv (columns file, expected, rows_first_visible_sheet); without it the
small set of our own making under tests/data/sheets is used.
"""

import csv
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import pytest

from desktop_app.domain.errors import BadFile
from desktop_app.sheets.workbook import Workbook

pytestmark = [pytest.mark.full, pytest.mark.timeout(900)]

OWN_SET = Path(__file__).parent.parent / "data" / "sheets"
MAX_S = 10.0
MAX_RSS = 500 << 20
RIGHT_ROWS = 0.98


def _cases(folder: Path) -> list[dict[str, str]]:
    with (folder / "MANIFEST.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


async def _outcome(book: Workbook, path: Path) -> tuple[str, int, list[str]]:
    """Class, filled rows of the first visible sheet, and what is wrong with the answer."""
    try:
        opened = await book.open(path)
        await book.choose(opened.sheets[0].name, header_row=None)
        rows, offset = 0, 0
        while page := await book.grid(offset, 2000):
            rows += sum(any(row.cells) for row in page)
            offset += len(page)
    except BadFile as error:
        sentence = error.sentence
        clear = sentence.endswith(".") and "Traceback" not in sentence and "Error" not in sentence
        return "clear error", 0, [] if clear else [f"unclear: {sentence}"]
    return "opens", rows, [] if rows else ["opens without a row"]


def _right_rows(said: str, rows: int, path: Path) -> bool:
    """Whether the row count fits; for text files the reference counted blank lines too."""
    if said.endswith("+"):
        return rows >= int(said[:-1])
    return rows == int(said) or (path.suffix in (".csv", ".tsv") and rows <= int(said))


async def test_every_file_ends_in_its_class(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    folder = Path(os.environ.get("SMS_DESK_CORPUS") or OWN_SET)
    cases = _cases(folder)
    wrong: list[str] = []
    miscounted: list[str] = []
    counted = 0
    slowest = (0.0, "")
    book = Workbook()
    try:
        for case in cases:
            path = folder / case["file"]
            started = time.monotonic()
            outcome, rows, faults = await _outcome(book, path)
            took = time.monotonic() - started
            slowest = max(slowest, (took, path.name))
            if case["expected"] not in ("either", outcome):
                faults.append(f"{outcome} instead of {case['expected']}")
            if took > MAX_S:
                faults.append(f"took {took:.1f} s")
            wrong += [f"{path.name}: {fault}" for fault in faults]
            said = case["rows_first_visible_sheet"]
            if outcome == case["expected"] == "opens" and said:
                counted += 1
                if not _right_rows(said, rows, path):
                    miscounted.append(f"{path.name}: {rows} instead of {said}")
    finally:
        await book.close()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(f"{len(cases)} files, {len(wrong)} wrong, {len(miscounted)} of {counted} miscounted, ", end="")
    print(f"slowest {slowest[0]:.1f} s ({slowest[1]}), peak {peak >> 20} MB")
    assert not wrong
    assert len(miscounted) <= (1 - RIGHT_ROWS) * counted, miscounted
    assert peak < MAX_RSS
    assert not list(tmp_path.iterdir())
