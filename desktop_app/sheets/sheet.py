"""One sheet as text, the shape every reader fills and the plan reads."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

Progress = Callable[[int, int], None]
"""Told (rows read, rows expected; 0 when unknown) while a sheet is read."""

PROBLEM_NO_VALUE = "no value"
PROBLEM_DIGITS_LOST = "digits lost"
PROBLEM_MERGED = "merged"
PROBLEM_CLEANED = "characters removed"
PROBLEM_UNCLOSED = "unclosed quote"
PROBLEM_MIXED = "mixed encoding"
ERROR_PREFIX = "error:"

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
MAX_BLANK_RUN = 1_000
"""Blank rows kept between two used ones; a longer gap (one cell far below) is jumped over."""
MAX_MERGED_CELLS = 200_000


class Malformed(Exception):
    """A reader cannot make sense of the file; another reader may, else it is damaged."""


class EnoughRows(Exception):
    """Raised inside a reader when as many used rows as asked for are there."""


@dataclass
class Sheet:
    """A sheet's cells as Excel shows them. Rows are ragged; blank rows between used ones are kept."""

    name: str
    rows: list[list[str]] = field(default_factory=list)
    numbers: Sequence[int] = field(default_factory=list)
    """The sheet's own 1-based number of `rows[i]`."""
    hidden: frozenset[int] = frozenset()
    """Sheet row numbers hidden or filtered away."""
    problems: dict[tuple[int, int], str] = field(default_factory=dict)
    """(i, column) -> `error:#N/A`, `no value`, `digits lost`, `merged`, `characters removed`, ...; sparse."""
    stored_as_number: dict[int, bytearray] = field(default_factory=dict)
    """Column -> one byte per `rows[i]`, 1 where the cell is a number in the file."""
    widths: dict[int, float] = field(default_factory=dict)
    """The owner's column widths in characters, where the file tells."""
    filtered: bool = False
    """Whether a filter is on, so that hidden rows can be explained."""


@dataclass
class SheetBuilder:
    """Collects rows in the sheet's order; readers append cells to `row` and report what is odd about them."""

    name: str
    limit: int | None = None
    """Stop after so many rows with something in them."""
    on_progress: Progress | None = None
    expected: int = 0
    rows: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    problems: dict[tuple[int, int], str] = field(default_factory=dict)
    numeric: dict[int, bytearray] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row, first column, last row, last column; rows 1-based, columns 0-based."""
    filtered: bool = False
    used: int = 0
    current: int = -1
    """Index of the row that problems and number flags are noted for."""

    def start_row(self, number: int) -> list[str]:
        """The list to append the cells of sheet row `number` to; rows must come in rising order.

        Raises:
            Malformed: the number is out of the format's bounds or not rising.
        """
        if not 1 <= number <= MAX_ROWS:
            raise Malformed("row number out of range")
        last = self.numbers[-1] if self.numbers else 0
        gap = number - last
        if gap <= 0:
            raise Malformed("rows not in order")
        if 1 < gap <= MAX_BLANK_RUN:
            self.rows.extend([] for _ in range(gap - 1))
            self.numbers.extend(range(last + 1, number))
        row: list[str] = []
        self.rows.append(row)
        self.numbers.append(number)
        self.current = len(self.rows) - 1
        if self.on_progress is not None and not len(self.rows) & 1023:
            self.on_progress(number, self.expected)
        return row

    def add_rows(self, numbers: Sequence[int], rows: Sequence[list[str]]) -> Sequence[int]:
        """Append whole rows at once; returns their indices. Only without a `limit`.

        Raises:
            Malformed: as `start_row`.
        """
        first, last = len(self.rows), self.numbers[-1] if self.numbers else 0
        following = range(last + 1, last + 1 + len(rows))
        if not rows or following.stop > MAX_ROWS + 1 or numbers[-1] != following[-1] or list(following) != numbers:
            return [self._append(number, row) for number, row in zip(numbers, rows, strict=True)]
        self.rows.extend(rows)
        self.numbers.extend(following)
        self.used += len(rows)
        if self.on_progress is not None:
            self.on_progress(following[-1], self.expected)
        return range(first, first + len(rows))

    def _append(self, number: int, row: list[str]) -> int:
        self.start_row(number)
        self.rows[-1] = row
        self.used += bool(row)
        return self.current

    def end_row(self, row: list[str]) -> None:
        """Drop blank cells at the row's end and count the row if something is left.

        Raises:
            EnoughRows: the limit is reached.
        """
        while row and not row[-1]:
            row.pop()
        if row:
            self.used += 1
            if self.limit is not None and self.used >= self.limit:
                raise EnoughRows

    def put(self, row: list[str], column: int, text: str) -> None:
        """Place `text` at 0-based `column` of the row under construction."""
        missing = column - len(row)
        if missing == 0:
            row.append(text)
        elif missing > 0:
            row.extend([""] * missing)
            row.append(text)
        else:
            row[column] = text

    def is_number(self, column: int) -> None:
        """Remember that the cell of the current row is stored as a number."""
        flags = self.numeric.get(column)
        if flags is None or self.current >= len(flags):
            flags = self.grow(column, self.current)
        flags[self.current] = 1

    def grow(self, column: int, index: int) -> bytearray:
        """The number flags of `column`, long enough for row index `index`."""
        flags = self.numeric.setdefault(column, bytearray())
        flags.extend(bytes(max(index + 1 - len(flags), 4096)))
        return flags

    def problem(self, column: int, what: str) -> None:
        """Note something odd about a cell of the current row."""
        self.problems[(self.current, column)] = what

    def forget_row(self) -> None:
        """Take back what was noted for the current row, so that it can be read again."""
        for flags in self.numeric.values():
            if self.current < len(flags):
                flags[self.current] = 0
        while self.problems and next(reversed(self.problems))[0] == self.current:
            self.problems.popitem()

    def finish(self) -> Sheet:
        """The sheet without blank rows at its end."""
        while self.rows and not any(self.rows[-1]) and not self._has_problem(len(self.rows) - 1):
            self.rows.pop()
            self.numbers.pop()
        self._mark_merged()
        count = len(self.rows)
        last = self.numbers[-1] if self.numbers else 0
        return Sheet(
            name=self.name,
            rows=self.rows,
            numbers=self.numbers,
            hidden=frozenset(number for number in self.hidden if number <= last),
            problems={key: what for key, what in self.problems.items() if key[0] < count},
            stored_as_number={
                column: (flags + bytes(max(count - len(flags), 0)))[:count] for column, flags in self.numeric.items()
            },
            widths=self.widths,
            filtered=self.filtered,
        )

    def _has_problem(self, index: int) -> bool:
        return bool(self.problems) and any(key[0] == index for key in self.problems)

    def _mark_merged(self) -> None:
        """Mark the cells covered by a merged range, all but its first one, inside the used area."""
        if not self.merged or not self.rows:
            return
        width = max(map(len, self.rows))
        index_of = {number: index for index, number in enumerate(self.numbers)}
        budget = MAX_MERGED_CELLS
        for top, left, bottom, right in self.merged:
            rows = range(max(top, self.numbers[0]), min(bottom, self.numbers[-1]) + 1)
            columns = range(left, min(right, width - 1) + 1)
            budget -= len(rows) * len(columns)
            if budget < 0:
                return
            for number, column in _product(rows, columns):
                index = index_of.get(number)
                if index is not None and (number, column) != (top, left):
                    self.problems.setdefault((index, column), PROBLEM_MERGED)


def _product(rows: Iterable[int], columns: range) -> Iterable[tuple[int, int]]:
    return ((row, column) for row in rows for column in columns)


def column_letter(index: int) -> str:
    """`A` for 0, `AA` for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """0 for `A`; the inverse of `column_letter`."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1
