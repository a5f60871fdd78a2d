"""From a file and the words of a command line to a plan in the sheets' worker."""

import re
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.commands.requests import Source
from desktop_app.domain.errors import BadFile, BadUse
from desktop_app.domain.recipient import Column, Opened, PlanRequest, PlanRow, PlanTotals, SheetView
from desktop_app.domain.settings import Settings
from desktop_app.sheets.workbook import Workbook

_PAGE = 2000


@dataclass(frozen=True)
class Planned:
    """A plan of the worker: what it was made from and what it comes to."""

    opened: Opened
    view: SheetView
    request: PlanRequest
    totals: PlanTotals


async def plan_source(
    book: Workbook,
    source: Source,
    settings: Settings,
    *,
    do_not_text: frozenset[str] = frozenset(),
    recent: frozenset[str] = frozenset(),
    on_progress: Callable[[int, int], None] | None = None,
) -> Planned:
    """Open the file, choose sheet and columns, and plan.

    Args:
        book: the worker; it holds the plan afterwards.
        source: what to read and write.
        settings: default country and longest message.
        do_not_text: E.164 numbers that get nothing.
        recent: E.164 numbers texted lately, to be marked.
        on_progress: told rows read and rows expected.

    Raises:
        BadFile: the file cannot be read.
        BadUse: a sheet or column that is not there, in the text either, or no column with phone numbers.
    """
    path = Path(source.file)
    _check_file(path)
    opened = await book.open(path, on_progress)
    country = (source.country or settings.country).upper()
    view = await book.choose(
        _sheet(opened, source.sheet),
        header_row="guess" if source.header is None else (source.header or None),
        include_hidden=source.include_hidden,
        country=country,
    )
    request = PlanRequest(
        sheet=view.sheet,
        header_row=view.header_row,
        phone_columns=(_phone_column(view, source.to),),
        template=source.text,
        text_column=None if source.text_column is None else column(view, source.text_column).index,
        name_columns=view.name_columns,
        country=country,
        include_hidden=source.include_hidden,
        do_not_text=do_not_text,
        recent=recent,
        max_parts=settings.max_parts,
    )
    totals = await book.plan(request)
    if totals.unknown_fields:
        raise _unknown_fields(view, totals.unknown_fields)
    return Planned(opened, view, request, totals)


async def all_rows(book: Workbook) -> AsyncIterator[PlanRow]:
    """Every row of the current plan in the order of the sheet."""
    offset = 0
    while page := await book.rows(offset=offset, limit=_PAGE):
        for row in page:
            yield row
        offset += len(page)


def column(view: SheetView, named: str) -> Column:
    """The column with this heading, else with this letter.

    Raises:
        BadUse: there is none; the sentence names those there are.
    """
    wanted = " ".join(named.split()).casefold()
    by_heading = [one for one in view.columns if one.heading.casefold() == wanted]
    by_letter = [one for one in view.columns if re.fullmatch("[a-z]{1,3}", wanted) and one.letter.casefold() == wanted]
    for found in (by_heading, by_letter):
        if found:
            return found[0]
    raise BadUse(
        "There is no column {name} in sheet {sheet}.",
        "",
        "It has {columns}.",
        name=named,
        sheet=view.sheet,
        columns=_column_names(view),
    )


def _check_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise BadFile("{name} is a folder.", "", "Name a file in it.", name=str(path))
        if not path.exists():
            raise BadFile("There is no file {name}.", "", "Check its name.", name=str(path))
        if not path.is_file():
            raise BadFile("{name} is not a file with rows.", "", "Name an .xlsx or .csv.", name=str(path))
    except OSError as error:
        raise BadFile("{name} cannot be opened: {why}.", name=str(path), why=error.strerror) from error


def _unknown_fields(view: SheetView, names: Sequence[str]) -> BadUse:
    """The text names columns that are not there, or holds a brace that is never closed."""
    known = [name for name in names if name != "{"]
    if not known:
        return BadUse("A {brace} in the text has no end.", "Nothing was sent.", brace="{")
    return BadUse(
        "There is no column {names} in sheet {sheet}.",
        "Nothing was sent.",
        "It has {columns}.",
        names=", ".join(known),
        sheet=view.sheet,
        columns=_column_names(view),
    )


def _column_names(view: SheetView) -> str:
    return ", ".join(f"{one.letter} ({one.heading})" for one in view.columns)


def _phone_column(view: SheetView, named: str | None) -> int:
    if named is not None:
        return column(view, named).index
    if view.phone_column is None:
        raise BadUse(
            "No column of sheet {sheet} looks like phone numbers.",
            "",
            "Name it with --to; there are {columns}.",
            sheet=view.sheet,
            columns=_column_names(view),
        )
    return view.phone_column


def _sheet(opened: Opened, named: str | None) -> str:
    if named is None:
        return opened.best
    for sheet in opened.sheets:
        if sheet.name == named:
            return sheet.name
    for sheet in opened.sheets:
        if sheet.name.strip().casefold() == named.strip().casefold():
            return sheet.name
    raise BadUse(
        "There is no sheet {name}.",
        "",
        "There are {sheets}.",
        name=named,
        sheets=", ".join(s.name for s in opened.sheets),
    )
