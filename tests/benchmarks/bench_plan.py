"""How long 100,000 rows take from a workbook to a stored plan: `python tests/benchmarks/bench_plan.py [ROWS]`.

Compared, in one run and in turn, with python-calamine only reading the same file, and once with pandas and openpyxl
only reading it. Every case is a fresh process. Ours is judged from the moment a file is chosen: the program starts its
worker, imports and all, when Bulk send is shown; the figure with those imports is printed beside it. The readers'
imports count (calamine has none, pandas needs half a second of its 15). Ratios are what is to be trusted.
Targets: at most 4 times calamine (stretch 3), at least 5 times faster than pandas with openpyxl.
"""

import argparse
import hashlib
import json
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

SEED = 20251120
MOST_OF_CALAMINE, LEAST_OF_PANDAS = 4.0, 5.0
TEMPLATE = (
    "Hello {Vorname|customer} {Name}, your service for {Kennzeichen} is on {Termin}. "
    "Reply 1 to confirm or call 089 4412 730. Kern Garage. Reply STOP to opt out."
)


def make_workbook(path: Path, rows: int, *, sparse: bool = False) -> None:
    """A customer list of 8 columns, the same for the same number of rows; openpyxl writes its texts inline.

    `sparse`: notes are mostly empty and first names often, which leaves calamine less to read and us as many rows.
    """
    from openpyxl import Workbook

    draw = random.Random(SEED)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Kunden"
    sheet.append(["Kd-Nr", "Name", "Vorname", "Mobil", "Kennzeichen", "Termin", "Betrag", "Notiz"])
    names = ["Müller", "Berger", "Yilmaz", "Schäfer", "Nowak", "Rossi", "Lang", "Weiß", "Köhler", "Yılmaz"]
    start = datetime(2025, 11, 27, 8)  # noqa: DTZ001  # a cell has no time zone
    for n in range(rows):
        when = start + timedelta(minutes=30 * (n % 2000))
        last = f"{draw.choice(names)}-{draw.choice(names)}"
        first = draw.choice(("Anna", "Jürgen", "Mehmet", "Zoë", "Maria")) if n % (5 if sparse else 50) else None
        plate = f"M-{draw.choice('ABCDEF')}{draw.choice('KLMN')} {draw.randrange(10000)}"
        note: str | None = (
            f"{draw.choice(('call first', 'winter tyres', 'diesel'))}, {draw.randrange(80000, 90000)} München"
        )
        if sparse and n % 9:
            note = None
        sheet.append([20000 + n, last, first, some_phone(draw), plate, when, round(draw.uniform(20, 900), 2), note])
        sheet.cell(n + 2, 6).number_format = "dd.mm.yyyy hh:mm"
    book.save(path)


def some_phone(draw: random.Random) -> str | int:
    """A phone cell as people have them: mixed shapes, five countries, numbers, 3 % junk."""
    end = f"{draw.randrange(10_000_000):07d}"
    chance = draw.random()
    if chance < 0.03:
        return draw.choice(
            ("k.nowak@web.de", "siehe Notiz", "1,7164E+11", f"0176-{end[:4]}-2O07", f"171{end}", "0151 23")
        )
    if chance < 0.13:
        return int(f"171{end}")
    if chance < 0.18:
        return int(f"49171{end}")
    shapes = (
        f"0171 {end}", f"0171/{end}", f"0171-{end[:3]}-{end[3:]}", f"(0171) {end}", f"0176 4{end[:3]} {end[3:]}",
        f"+49 160 {end}", f"0049 171 {end}", f"+33 6 12{end[:2]} {end[2:4]} {end[4:6]}", f"+43 664 {end}",
        f"+41 79 {end}", f"+48 512 {end[:6]}",
    )  # fmt: skip
    return draw.choice(shapes)


def ours(path: Path, target: Path) -> dict[str, Any]:
    """The whole way: read, find the columns, plan, store."""
    laps = [time.perf_counter()]
    from desktop_app.domain.recipient import PlanRequest
    from desktop_app.sheets import columns, plan
    from desktop_app.sheets.reading import Book

    laps.append(time.perf_counter())
    book = Book(path.read_bytes(), str(path))
    sheet = book.sheet("Kunden")
    laps.append(time.perf_counter())
    view = columns.view(sheet)
    laps.append(time.perf_counter())
    assert view.phone_column is not None
    request = PlanRequest(
        "Kunden", view.header_row, (view.phone_column,), template=TEMPLATE, name_columns=view.name_columns
    )
    made = plan.build(sheet, view.header_row, request)
    laps.append(time.perf_counter())
    made.save(target)
    laps.append(time.perf_counter())
    names = ("imports", "read", "columns", "plan", "store")
    steps = {name: round(end - begin, 2) for name, begin, end in zip(names, laps, laps[1:], strict=False)}
    return {"steps": steps, "ready": made.totals.ready, "rows": made.totals.rows}


def calamine(path: Path) -> dict[str, Any]:
    """Only reading, with the quickest reader there is."""
    from python_calamine import CalamineWorkbook

    return {"rows": len(CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Kunden").to_python())}


def pandas_openpyxl(path: Path) -> dict[str, Any]:
    """Only reading, as most people would write it."""
    import pandas as pd

    return {"rows": len(pd.read_excel(path, engine="openpyxl"))}


def child(case: str, path: Path, target: Path) -> None:
    """Run one case and print what it took, imports included."""
    cases: dict[str, Callable[[], dict[str, Any]]] = {
        "ours": lambda: ours(path, target),
        "calamine": lambda: calamine(path),
        "pandas": lambda: pandas_openpyxl(path),
    }
    begin = time.perf_counter()
    result = cases[case]()
    result["seconds"] = time.perf_counter() - begin
    print(json.dumps(result))


def run(case: str, path: Path, target: Path) -> dict[str, Any]:
    """One case in a process of its own."""
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, __file__, "--child", case, str(path), str(target)]
    done = subprocess.run(command, cwd=root, env={"PYTHONPATH": str(root)}, capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def fingerprint(plan_file: Path) -> str:
    """A hash of every planned row."""
    connection = sqlite3.connect(plan_file)
    digest = hashlib.sha256()
    for row in connection.execute("SELECT row, phone, body, parts, grp FROM plan_row ORDER BY row"):
        digest.update(repr(row).encode())
    connection.close()
    return digest.hexdigest()[:16]


def main() -> int:
    """Alternate the cases, print medians and ratios; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--without-pandas", action="store_true", help="leave out the slow peer")
    parser.add_argument("--sparse", action="store_true", help="the less favourable list: many empty cells")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, target = Path(folder) / "list.xlsx", Path(folder) / "plan.sqlite"
        make_workbook(path, options.rows, sparse=options.sparse)
        print(f"{options.rows} rows x 8 columns, {path.stat().st_size / 1e6:.1f} MB")
        times: dict[str, list[float]] = {"calamine": [], "ours": []}
        imports: list[float] = []
        prints = set()
        for _ in range(options.rounds):
            for case, taken in times.items():
                result = run(case, path, target)
                taken.append(float(result["seconds"]))
                print(f"  {case:9} {taken[-1]:6.2f} s  {result}")
                if case == "ours":
                    imports.append(result["steps"]["imports"])
            prints.add(fingerprint(target))
        ours_warm = [o - i for o, i in zip(times["ours"], imports, strict=True)]
        bare, whole = statistics.median(times["calamine"]), statistics.median(ours_warm)
        ratio = statistics.median(o / c for o, c in zip(ours_warm, times["calamine"], strict=True))
        print(f"calamine reads {bare:.2f} s, stored plan {whole:.2f} s: {ratio:.2f} times (at most {MOST_OF_CALAMINE})")
        cold = statistics.median(o / c for o, c in zip(times["ours"], times["calamine"], strict=True))
        print(f"with the worker's imports: {statistics.median(times['ours']):.2f} s, {cold:.2f} times")
        print(f"the same plan every time: {len(prints) == 1}")
        kept = ratio <= MOST_OF_CALAMINE and len(prints) == 1
        if not options.without_pandas:
            slow = float(run("pandas", path, target)["seconds"])
            print(
                f"pandas with openpyxl reads {slow:.1f} s: {slow / whole:.1f} times ours (at least {LEAST_OF_PANDAS})"
            )
            kept = kept and slow / whole >= LEAST_OF_PANDAS
    return 0 if kept else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
    else:
        sys.exit(main())
