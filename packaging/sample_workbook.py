"""How the sample workbook is written: its sheets and their look, and the same bytes every time."""

import random
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from sample_names import FIRST_NAMES, LAST_NAMES

DATE_FORMAT = r"[$-407]ddd\ dd.mm.\ hh:mm"


@dataclass(frozen=True)
class Customer:
    """One row of the customer list; `phone` is the cell's text, a number where Excel would keep one."""

    number: int
    last: str
    first: str
    phone: str | int
    plate: str
    at: datetime
    note: str = ""


def dialled(phone: str | int) -> str:
    """The digits with the first 0 of a national number."""
    return f"0{phone}" if isinstance(phone, int) else re.sub(r"\D", "", phone)


def build_workbook(rows: Mapping[int, Customer]) -> Workbook:
    """Sheets Info, Kunden with `rows` by their number in the sheet, and Archiv."""
    book = Workbook()
    info = book.active
    assert isinstance(info, Worksheet)
    info.title = "Info"
    for line in ("Kern Garage", "Export der Kundendatei, 18.11.2025", "", "Kunden: alle mit Termin ab 27.11.",
                 "Archiv: ohne Besuch seit 2022", "", "Alle Personen und Nummern sind erfunden."):  # fmt: skip
        info.append([line])
    _customers(book.create_sheet("Kunden"), rows)
    _archive(book.create_sheet("Archiv"))
    book.active = 1
    return book


def _customers(sheet: Worksheet, rows: Mapping[int, Customer]) -> None:
    sheet["A1"] = "Kern Garage – customer list, export 18 Nov"
    sheet["A1"].font = Font(bold=True)
    for column, heading in enumerate(("Kd-Nr", "Name", "Vorname", "Mobil", "Kennzeichen", "Termin", "Notiz"), start=1):
        cell = sheet.cell(3, column, heading)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8ECFC")
    for letter, width in zip("ABCDEFG", (9, 22, 18, 24, 16, 18, 18), strict=True):
        sheet.column_dimensions[letter].width = width
    for row, customer in sorted(rows.items()):
        values = (
            customer.number,
            customer.last,
            customer.first,
            customer.phone,
            customer.plate,
            customer.at,
            customer.note,
        )
        for column, value in enumerate(values, start=1):
            if value != "":
                sheet.cell(row, column, value)
        sheet.cell(row, 6).number_format = DATE_FORMAT
        if isinstance(customer.phone, int):
            sheet.cell(row, 4).number_format = "0" * len(dialled(customer.phone))
    sheet.freeze_panes = "A4"


def _archive(sheet: Worksheet) -> None:
    draw = random.Random(4120)
    sheet.append(["Kd-Nr", "Name", "Vorname", "Kennzeichen", "Letzter Besuch"])
    for n in range(4120):
        last, first = draw.choice(LAST_NAMES), draw.choice(FIRST_NAMES)
        visit = date(2015, 1, 5) + timedelta(days=draw.randint(0, 2500))
        sheet.append([10000 + 2 * n, last, first, f"M-{first[0]}{last[0]} {draw.randint(1, 9999)}", visit])
        sheet.cell(n + 2, 5).number_format = "dd.mm.yyyy"


def save(book: Workbook, path: Path) -> None:
    """Write the workbook without the time of day in it, so that it is the same file every time."""
    raw = BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2025-11-18T16:20:00Z", content)
            entry = zipfile.ZipInfo(name, (2025, 11, 18, 16, 20, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
