"""Make the sample workbook of the demo and its story: `python packaging/make_sample.py`.

The workbook is made up, every number in it included (invented endings in a few fixed blocks), and it is always the
same, byte for byte. Its sums are those of the product's one story: 1,305 rows, of which 31 repeat a number and text,
12 have no usable number, 8 opted out and 6 are empty; 1,248 messages to 1,203 people in 1,294 SMS.
"""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sample_names import FIRST_NAMES, LAST_NAMES, LONG_FIRST, LONG_LAST, OTHER_ALPHABET
from sample_workbook import Customer, build_workbook, dialled, save

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sample"
FIRST_ROW, LAST_ROW = 4, 1308
TEMPLATE = (
    "Hello {Vorname|customer} {Name}, your service for {Kennzeichen} is on {Termin}. "
    "Reply 1 to confirm or call 089 4412 730. Kern Garage. Reply STOP to opt out."
)
WITH_COUNTRY = 123
"""Usable numbers written with a country code; the other 1,164 begin with 0."""

BLOCKS = (
    ("0176", "4211"), ("0152", "0998"), ("0157", "3399"), ("0151", "4470"), ("0160", "555"), ("0171", "663"),
    ("0170", "227"), ("0179", "220"), ("0175", "555"), ("0172", "992"),
)  # fmt: skip
ABROAD = ("+33 6 12 34 ## ##", "+43 664 555 ####", "+41 79 555 ## ##", "+39 347 555 ####", "+48 512 555 ###")
TOWNS = ("M", "M", "M", "M", "FFB", "DAH", "STA", "EBE", "ED", "FS")
NOTES = (
    "call first",
    "2 cars",
    "diesel",
    "winter tyres",
    "electric",
    "pick-up",
    "replacement car",
    "TÜV",
    "new battery",
)


def at(day: int, month: int, hour: int, minute: int) -> datetime:
    """An appointment in the weeks of the story."""
    return datetime(2025 if month > 6 else 2026, month, day, hour, minute)  # noqa: DTZ001  # a cell has no time zone


PICTURED: dict[int, Customer] = {
    4: Customer(20114, "Berger", "Anna", "0176 4211 1111", "M-AB 2210", at(27, 11, 9, 0)),
    5: Customer(20115, "Yılmaz", "Deniz", "0152/0998 2713", "M-DY 881", at(27, 11, 10, 30), "call first"),
    6: Customer(20117, "Schneider", "Paul", "+49 160 5550142", "FFB-PS 12", at(28, 11, 8, 0)),
    7: Customer(20120, "Nowak", "Kasia", "k.nowak@web.de", "M-KN 404", at(28, 11, 8, 30)),
    8: Customer(20121, "Haas", "", "0179 220 83 16", "DAH-H 77", at(1, 12, 13, 0), "2 cars"),
    9: Customer(20124, "Moreau", "Lucie", "+33 6 12 34 56 78", "M-LM 930", at(1, 12, 15, 15)),
    10: Customer(20125, "Wagner", "Jonas", "0171 6630021", "M-JW 5", at(2, 12, 9, 45)),
    11: Customer(20128, "Petrova", "Irina", "0157 3399 0217", "STA-IP 61", at(2, 12, 11, 0)),
    12: Customer(20131, "Lang", "Thomas", "0151 4470 0667", "M-TL 1200", at(2, 12, 14, 30), "diesel"),
}
NOT_NUMBERS: dict[int, tuple[str, str, str]] = {
    41: ("Brandt", "Uwe", "0176-4411-23O7"),
    88: ("Costa", "Rui", "+351 912 448 0"),
    132: ("Maurer", "Eva", "1,7164E+11"),
    209: ("Kaya", "Emre", "0152 5530 27 13 / 0160 1145 882"),
    402: ("Roth", "Felix", "0049 0171 66 48 305"),
    577: ("Simon", "Lea", "176 2031 5577"),
    803: ("Graf", "Helene", "siehe Notiz"),
    1120: ("Zahn", "Rolf", "0151 2345"),
}
LANDLINES = {64: "089 4412 7390", 318: "08131 555 120", 950: "0811 555 34"}
EMPTY = (152, 287, 466, 690, 871, 1302)


class Story:
    """Draws the rows, always the same ones."""

    def __init__(self) -> None:
        self._random = random.Random(20251120)
        self._numbers = self._fresh_numbers()
        self._abroad = self._fresh_abroad()
        self.rows: dict[int, Customer] = {}
        self.recent_rows: list[int] = []
        self.opted_out_rows: list[int] = []

    def tell(self) -> None:
        """Fill `rows` for every row of the sheet."""
        free = [n for n in range(FIRST_ROW, LAST_ROW + 1) if n not in PICTURED and n not in NOT_NUMBERS]
        free = [n for n in free if n not in LANDLINES and n not in EMPTY]
        later = [n for n in free if n > 60]
        special = self._random.sample(later, 31 + 45 + 8 + 22 + 7 + 30)
        take = iter(special)
        repeats, again = ([next(take) for _ in range(count)] for count in (31, 45))
        self.opted_out_rows = sorted(next(take) for _ in range(8))
        nameless, costly, long = ([next(take) for _ in range(count)] for count in (22, 7, 30))
        for row, when in zip(range(FIRST_ROW, LAST_ROW + 1), self._appointments(), strict=False):
            self.rows[row] = PICTURED.get(row) or self._somebody(row, when)
        for row in nameless:
            self.rows[row] = replace(self.rows[row], first="")
        for row, (last, first, plate) in zip(costly, OTHER_ALPHABET, strict=True):
            self.rows[row] = replace(self.rows[row], last=last, first=first, plate=plate)
        for n, row in enumerate(long):
            self.rows[row] = replace(self.rows[row], last=LONG_LAST[n % 6], first=LONG_FIRST[n % 5])
        ordinary = [n for n in free if n not in set(special) and n not in PICTURED]
        originals = iter(self._random.sample([n for n in ordinary if n < 1000], 31 + 45 + 62))
        self._repeat([(row, next(originals)) for row in repeats], [(row, next(originals)) for row in again])
        taken = set(repeats) | set(again)
        self.recent_rows = sorted(originals)
        self._write_abroad([n for n in ordinary if n not in taken], set(self.recent_rows))
        self._odd_rows()

    def _somebody(self, row: int, when: datetime) -> Customer:
        draw = self._random
        last, first = draw.choice(LAST_NAMES), draw.choice(FIRST_NAMES)
        initials = (first[0] + last[0]).upper().translate(str.maketrans("ÄÖÜÉÇ", "AOUEC"))
        plate = f"{draw.choice(TOWNS)}-{initials} {draw.randint(1, 9999)}"
        note = draw.choice(NOTES) if draw.random() < 0.12 else ""
        return Customer(20126 + 3 * (row - 10), last, first, self._written(next(self._numbers)), plate, when, note)

    def _repeat(self, same: list[tuple[int, int]], again: list[tuple[int, int]]) -> None:
        """Rows typed twice, and people who bring a second car."""
        for row, original in same:
            known = self.rows[original]
            self.rows[row] = replace(known, phone=self._written(dialled(known.phone)), at=known.at)
        for row, original in again:
            known, here = self.rows[original], self.rows[row]
            self.rows[row] = replace(
                known, phone=self._written(dialled(known.phone)), plate=here.plate, at=here.at, note="second car"
            )

    def _write_abroad(self, rows: list[int], keep: set[int]) -> None:
        """Country codes for just as many numbers as the story says; rows 6 and 9 have theirs."""
        chosen = self._random.sample(sorted(set(rows) - keep), WITH_COUNTRY - 2)
        wanted = {n for n in chosen if self._is_single(n)}
        spare = (n for n in sorted(set(rows) - keep - set(chosen)) if self._is_single(n))
        while len(wanted) < WITH_COUNTRY - 2:
            wanted.add(next(spare))
        for count, row in enumerate(sorted(wanted)):
            digits = dialled(self.rows[row].phone)
            written = (f"+49 {digits[1:4]} {digits[4:]}", f"0049 {digits[1:4]} {digits[4:]}", f"+49{digits[1:]}")
            phone = next(self._abroad) if count % 6 == 0 else written[count % 3]
            self.rows[row] = replace(self.rows[row], phone=phone)
        numeric = [row for row in rows if row not in wanted and self._is_single(row)]
        for row in self._random.sample(numeric, 24):
            self.rows[row] = replace(self.rows[row], phone=int(dialled(self.rows[row].phone)))

    def _is_single(self, row: int) -> bool:
        digits = dialled(self.rows[row].phone)
        return sum(dialled(other.phone) == digits for other in self.rows.values()) == 1

    def _odd_rows(self) -> None:
        for row, (last, first, phone) in NOT_NUMBERS.items():
            self.rows[row] = replace(self.rows[row], last=last, first=first, phone=phone)
        for row, phone in LANDLINES.items():
            self.rows[row] = replace(self.rows[row], phone=phone)
        for row in EMPTY:
            self.rows[row] = replace(self.rows[row], phone="")

    def _fresh_numbers(self) -> Iterator[str]:
        taken = {re.sub(r"\D", "", str(customer.phone)) for customer in PICTURED.values()}
        while True:
            code, block = self._random.choice(BLOCKS)
            number = f"{code}{block}{self._random.randint(0, 9999):04d}"
            if number not in taken:
                taken.add(number)
                yield number

    def _fresh_abroad(self) -> Iterator[str]:
        taken = {"+33 6 12 34 56 78"}
        while True:
            number = re.sub("#", lambda _: str(self._random.randint(0, 9)), self._random.choice(ABROAD))
            if number not in taken:
                taken.add(number)
                yield number

    def _written(self, digits: str) -> str:
        """The number as one of several people would type it."""
        code, rest = digits[:4], digits[4:]
        half = len(rest) // 2
        return self._random.choice(
            (
                f"{code} {rest[:half]} {rest[half:]}",
                f"{code} {rest}",
                f"{code} {rest[:half]} {rest[half:]}",
                f"{code}/{rest}",
                f"{code}-{rest[:half]}-{rest[half:]}",
                f"({code}) {rest}",
                digits,
            )
        )

    def _appointments(self) -> Iterator[datetime]:
        """Half-hour slots on working days, two lifts, from 27 November on; nobody works around Christmas."""
        day = date(2025, 11, 27)
        while True:
            if day.weekday() < 5 and not date(2025, 12, 24) <= day <= date(2026, 1, 6):
                for slot in range(2 * 18):
                    hour, half = divmod(slot // 2, 2)
                    yield at(day.day, day.month, 8 + hour, 30 * half)
            day += timedelta(days=1)


def e164(phone: str | int) -> str:
    """The number a usable cell of the story means."""
    digits = dialled(phone)
    if isinstance(phone, str) and phone.startswith("+"):
        return "+" + digits
    return "+" + digits[2:] if digits.startswith("00") else "+49" + digits[1:]


def build_story(story: Story) -> dict[str, object]:
    """What the demo must know beside the workbook."""
    opted_out = [e164(story.rows[row].phone) for row in story.opted_out_rows]
    return {
        "file": "customers-november.xlsx",
        "sheet": "Kunden",
        "header_row": 3,
        "phone_column": "Mobil",
        "campaign": "November service reminder",
        "template": TEMPLATE,
        "fallback": {"Vorname": "customer"},
        "country": "DE",
        "opted_out": opted_out,
        "stop": opted_out[:3],
        "recent": [e164(story.rows[row].phone) for row in story.recent_rows],
        "expected": {
            "rows": 1305,
            "ready": 1248,
            "skipped": 57,
            "people": 1203,
            "parts": 1294,
            "by_parts": {"1": 1210, "2": 30, "3": 8},
            "left_out": {"same text": 31, "not a number": 9, "landline": 3, "opted out": 8, "empty": 6},
            "marks": {"same person": 45, "recent": 62, "long": 38, "fallback": 23},
        },
    }


def main(folder: Path = FOLDER) -> None:
    """Write both files into `folder`."""
    story = Story()
    story.tell()
    folder.mkdir(parents=True, exist_ok=True)
    save(build_workbook(story.rows), folder / "customers-november.xlsx")
    text = json.dumps(build_story(story), ensure_ascii=False, indent=2)
    (folder / "story.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
