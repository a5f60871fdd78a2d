"""Which row holds the headings and which column holds what."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Literal, TypeVar

from desktop_app.domain import phone, phone_text
from desktop_app.domain.errors import BadUse
from desktop_app.domain.recipient import Column, Group, SheetView
from desktop_app.sheets import content, headings
from desktop_app.sheets.headings import Meaning
from desktop_app.sheets.patience import patient
from desktop_app.sheets.sheet import PROBLEM_MERGED, Sheet, column_letter

T = TypeVar("T")
HeaderRow = int | None | Literal["guess"]

_LOOK_AT = 50
"""Rows at the top among which headings are looked for."""
_SAMPLE = 300
"""Filled cells of a column looked at to see what it holds."""
_WIDE = 64
"""Columns up to which counting them one by one is quicker than counting cells."""
_country_coded = re.compile("[ ('\u00a0]*(?:[+]|00|tel:[+])").match
_PHONE_LIKE = re.compile(r"[+(]{0,2}\d[\d\s()/.\-]{5,}\d")
_NUMBER_LIKE = re.compile(r"[-+]?[\d\s.,:/\-]*\d[\d\s.,:/\-]*(?:%|€|\$|£|EUR|USD)?")


def header_index(sheet: Sheet, header_row: HeaderRow) -> int | None:
    """Index in `sheet.rows` of the headings, or None when the first row is data already.

    Args:
        sheet: the sheet.
        header_row: the sheet's own row number, None for "no headings", or "guess".

    Raises:
        BadUse: the sheet has no such row.
    """
    if header_row == "guess":
        return _guess_header(sheet)
    if header_row is None:
        return None
    try:
        return list(sheet.numbers).index(header_row)
    except ValueError:
        raise BadUse("The sheet {sheet} has no row {row}.", sheet=sheet.name, row=header_row) from None


def data_rows(sheet: Sheet, header: int | None, *, include_hidden: bool) -> Sequence[int]:
    """Indices of the rows below the headings up to the last one with something in it, blank ones in between too."""
    first = 0 if header is None else header + 1
    rows = range(first, len(sheet.rows))
    if header is None:
        rows = range(next((n for n in rows if any(sheet.rows[n])), len(sheet.rows)), len(sheet.rows))
    last = next((n for n in reversed(rows) if any(map(str.strip, sheet.rows[n]))), first - 1)
    rows = range(rows.start, last + 1)
    if include_hidden or not sheet.hidden:
        return rows
    return [n for n in rows if sheet.numbers[n] not in sheet.hidden]


def names(sheet: Sheet, header: int | None) -> list[str]:
    """The headings of all columns, cleaned and unique; two lines of headings are joined."""
    width = max(map(len, sheet.rows), default=0)
    if header is None:
        return headings.unique([""] * width)
    below = _padded(sheet.rows[header], width)
    above = _upper_line(sheet, header, width)
    return headings.unique(f"{upper} {lower}" for upper, lower in zip(above, below, strict=True))


def token_columns(column_names: Sequence[str]) -> frozenset[int]:
    """Columns that hold access tokens (the vendor's own workbook has one): never shown, filled in or reported."""
    return frozenset(n for n, name in enumerate(column_names) if headings.meaning(name) is Meaning.TOKEN)


@patient()
def view(
    sheet: Sheet,
    header_row: HeaderRow = "guess",
    country: str = "DE",
    include_hidden: bool = False,
    phone_column: int | None = None,
) -> SheetView:
    """The sheet as step Columns shows it, with our guess what each column is.

    Args:
        sheet: the sheet.
        header_row: as for `header_index`.
        country: default country, ISO 3166-1 alpha-2.
        include_hidden: whether hidden and filtered rows count.
        phone_column: the column to count numbers in; guessed when None.

    Raises:
        BadUse: no such row or country.
    """
    header = header_index(sheet, header_row)
    rows = data_rows(sheet, header, include_hidden=include_hidden)
    all_rows = data_rows(sheet, header, include_hidden=True)
    all_names = names(sheet, header)
    columns = _columns(sheet, header, rows, all_names)
    candidates = _phone_candidates(sheet, columns, rows, country)
    chosen = phone_column if phone_column is not None else (candidates[0] if candidates else None)
    text_column, name_columns = _text_and_names(columns)
    counts = _count(sheet, rows, chosen, country) if chosen is not None else Counter()
    return SheetView(
        sheet=sheet.name,
        header_row=None if header is None else sheet.numbers[header],
        columns=columns,
        rows=len(rows),
        hidden_rows=sum(sheet.numbers[n] in sheet.hidden for n in all_rows) if sheet.hidden else 0,
        phone_column=chosen,
        phone_candidates=candidates,
        text_column=text_column,
        name_columns=name_columns,
        look_right=counts["right"],
        need_a_look=counts["look"],
        empty=counts["empty"],
        without_country=counts["national"],
    )


def _padded(row: Sequence[str], width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))]


def _upper_line(sheet: Sheet, header: int, width: int) -> list[str]:
    """The line above the headings when it is a line of headings too: several cells, merged over the lower ones."""
    nothing = [""] * width
    if header == 0 or sheet.numbers[header] != sheet.numbers[header - 1] + 1:
        return nothing
    upper = _padded(sheet.rows[header - 1], width)
    lower = _padded(sheet.rows[header], width)
    merged = {column for index, column in sheet.problems if index == header - 1 and _is_merged(sheet, index, column)}
    groups = sum(bool(cell.strip()) for cell in upper)
    over_blank = any(above.strip() and not below.strip() for above, below in zip(upper, lower, strict=True))
    if groups < 2 or not (merged or over_blank):
        return nothing
    for column in sorted(merged):
        if column and not upper[column].strip():
            upper[column] = upper[column - 1]
    return upper


def _is_merged(sheet: Sheet, index: int, column: int) -> bool:
    return sheet.problems.get((index, column)) == PROBLEM_MERGED


def _guess_header(sheet: Sheet) -> int | None:
    top = [n for n in range(min(len(sheet.rows), _LOOK_AT)) if any(map(str.strip, sheet.rows[n]))]
    if not top:
        return None
    filled = {n: [cell.strip() for cell in sheet.rows[n] if cell.strip()] for n in top}
    width = Counter(map(len, filled.values())).most_common(1)[0][0]
    candidates: list[int] = []
    data = False
    for n in top:
        if _is_data(filled[n], width):
            data = True
            break
        candidates.append(n)
    scored = [(sum(map(headings.is_known, filled[n])), len(filled[n]) >= max(width / 2, 1), -n) for n in candidates]
    known, wide, position = max(scored, default=(0, False, 0))
    if known:
        return -position
    if not wide or (width > 1 and len(filled[-position]) < 2):
        return None
    return -position if data or len(top) > 1 else None


def _is_data(cells: Sequence[str], width: int) -> bool:
    if any(_reaches_somebody(cell) for cell in cells):
        return True
    if any(map(headings.is_known, cells)):
        return False
    return len(cells) > width / 2 and any(_NUMBER_LIKE.fullmatch(cell) for cell in cells)


def _reaches_somebody(cell: str) -> bool:
    if phone_text.EMAIL.fullmatch(cell):
        return True
    return bool(_PHONE_LIKE.fullmatch(cell)) and not phone_text.DATE.fullmatch(cell)


def _columns(sheet: Sheet, header: int | None, rows: Sequence[int], all_names: Sequence[str]) -> tuple[Column, ...]:
    filled, samples = _filled(sheet, rows)
    headed = {n for n, cell in enumerate(sheet.rows[header]) if cell.strip()} if header is not None else set()
    secret = token_columns(all_names)
    return tuple(
        Column(
            index=index,
            letter=column_letter(index),
            heading=all_names[index],
            samples=tuple(samples.get(index, ())),
            filled=filled[index],
            width=sheet.widths.get(index),
        )
        for index in sorted(headed | set(filled))
        if index not in secret
    )


def _filled(sheet: Sheet, rows: Sequence[int]) -> tuple[Counter[int], dict[int, list[str]]]:
    """How many cells of each column have something in them, and the first three of those."""
    filled: Counter[int] = Counter()
    samples: dict[int, list[str]] = {}
    width = max(map(len, sheet.rows), default=0)
    if width > _WIDE:
        for n in rows:
            for index, cell in enumerate(sheet.rows[n]):
                if cell:
                    filled[index] += 1
                    if filled[index] <= 3:
                        samples.setdefault(index, []).append(cell[:60])
        return filled, samples
    for index in range(width):
        cells = picked(content.of(sheet).shown(index), rows)
        if used := len(cells) - cells.count(""):
            filled[index] = used
            samples[index] = [text[:60] for text in islice(filter(None, cells), 3)]
    return filled, samples


def picked(column: Sequence[T], rows: Sequence[int]) -> Sequence[T]:
    """The cells of a column in some rows; one slice when no row between them is left out."""
    if isinstance(rows, range):
        return column[rows.start : rows.stop]
    return [column[n] for n in rows]


def _phone_candidates(sheet: Sheet, columns: Sequence[Column], rows: Sequence[int], country: str) -> tuple[int, ...]:
    """Columns that may hold phone numbers, the likeliest first."""
    reader = phone.reader(country)
    scores: list[tuple[float, int]] = []
    for column in columns:
        said = headings.meaning(column.heading)
        hint = {Meaning.MOBILE: 3.0, Meaning.PHONE: 2.0, Meaning.NOT_A_PHONE: -3.0}.get(said, 0.0)
        cells = _sample(sheet, rows, column.index)
        if not cells:
            continue
        textable = sum(1.0 for text, _ in cells if reader.quick(text)) / len(cells)
        if textable < 0.3:
            textable = max(textable, 0.8 * _numeric_share(reader, cells))
        alike = sum(1 for text, _ in cells if _PHONE_LIKE.fullmatch(text.strip())) / len(cells)
        if textable >= 0.3 or (hint > 0 and alike >= 0.3) or hint == 3.0:
            scores.append((hint + 4 * textable + alike, -column.index))
    return tuple(-index for score, index in sorted(scores, reverse=True) if score > 0.5)


def _numeric_share(reader: phone.PhoneReader, cells: Sequence[tuple[str, bool]]) -> float:
    return sum(1 for text, number in cells if number and reader.quick_number(text)) / len(cells)


def _sample(sheet: Sheet, rows: Sequence[int], column: int) -> list[tuple[str, bool]]:
    """Up to `_SAMPLE` filled cells spread over the column, with whether each is stored as a number."""
    numeric = sheet.stored_as_number.get(column)
    used: list[int] = []
    for step in (max(len(rows) // (4 * _SAMPLE), 1), 1):  # a column filled here and there needs the whole of it
        used = [n for n in rows[::step] if column < len(sheet.rows[n]) and sheet.rows[n][column]]
        if len(used) >= _SAMPLE:
            break
    used = used[:: max(len(used) // _SAMPLE, 1)]
    return [(sheet.rows[n][column], bool(numeric and numeric[n])) for n in used]


def _text_and_names(columns: Sequence[Column]) -> tuple[int | None, tuple[int, ...]]:
    by_meaning: dict[Meaning, int] = {}
    for column in columns:
        if column.filled:
            by_meaning.setdefault(headings.meaning(column.heading), column.index)
    text = by_meaning.get(Meaning.TEXT)
    first, last = by_meaning.get(Meaning.FIRST_NAME), by_meaning.get(Meaning.LAST_NAME)
    full = by_meaning.get(Meaning.FULL_NAME)
    if first is not None:
        # Beside a "Vorname", plain "Name" is the last name.
        rest = last if last is not None else full
        return text, (first,) if rest is None else (first, rest)
    named = full if full is not None else last
    return text, () if named is None else (named,)


def _count(sheet: Sheet, rows: Sequence[int], column: int, country: str) -> Counter[str]:
    read = content.of(sheet).phones(column, country)
    shown = content.of(sheet).shown(column)
    odd = [read.odd[n] for n in rows if n in read.odd]
    usable = picked(read.usable, rows)
    texts = [text for text, number in zip(picked(shown, rows), usable, strict=True) if number is not None]
    empty = sum(reading.group is Group.EMPTY for reading in odd)
    national = list(map(_country_coded, texts)).count(None)
    return Counter({"right": len(texts), "look": len(odd) - empty, "empty": empty, "national": national})
