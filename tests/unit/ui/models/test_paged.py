"""A paged model never waits, asks once per page, and merges what it tells the view."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt

from desktop_app.domain.errors import NoConnection, Trouble
from desktop_app.ui.models.paged import KEPT_PAGES, PAGE, PagedModel, Role


class Numbers(PagedModel[int]):
    """One column that shows the item."""

    def columnCount(self, parent: Any = QModelIndex()) -> int:
        return 1

    def cell(self, item: int, column: int, role: int) -> object:
        return str(item) if role == Qt.ItemDataRole.DisplayRole else None


class Bench:
    """Collects requests and answers them when the test says so."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, int]] = []
        self.waiting: list[tuple[Coroutine[Any, Any, Any], Callable[[Any], None], Callable[[Trouble], None]]] = []
        self.value = 0

    def start(self, coro: Any, on_done: Any = None, *, name: Any = None, on_trouble: Any = None) -> None:
        self.waiting.append((coro, on_done, on_trouble))

    async def fetch(self, offset: int, limit: int) -> list[int]:
        self.asked.append((offset, limit))
        return [self.value + offset + n for n in range(limit)]

    async def short(self, offset: int, limit: int) -> list[int]:
        return list(range(offset, min(offset + limit, 130)))

    async def broken(self, offset: int, limit: int) -> list[int]:
        raise NoConnection("The store is gone.")

    def answer(self) -> None:
        waiting, self.waiting = self.waiting, []
        for coro, on_done, on_trouble in waiting:
            try:
                on_done(asyncio.run(coro))
            except Trouble as trouble:
                on_trouble(trouble)


@pytest.fixture
def bench(qapp: Any) -> Bench:
    return Bench()


def test_an_absent_page_is_a_skeleton_and_is_asked_for_once(bench: Bench) -> None:
    model = Numbers(bench.start)
    model.show_rows(bench.fetch, 1000)
    for row in range(5):
        index = model.index(row, 0)
        assert index.data() is None
        assert index.data(Role.SKELETON) is True
    assert len(bench.waiting) == 1
    bench.answer()
    assert bench.asked == [(0, PAGE)]
    assert model.index(3, 0).data() == "3"
    assert model.index(3, 0).data(Role.SKELETON) is False
    assert not bench.waiting


def test_far_rows_ask_for_their_own_page_only(bench: Bench) -> None:
    model = Numbers(bench.start)
    model.show_rows(bench.fetch, 100_000)
    assert model.index(73_512, 0).data() is None
    bench.answer()
    assert bench.asked == [(73_500, PAGE)]
    assert model.index(73_512, 0).data() == "73512"


def test_refresh_keeps_the_old_rows_until_the_new_ones_are_here(bench: Bench, qtbot: Any) -> None:
    model = Numbers(bench.start)
    model.show_rows(bench.fetch, 300)
    model.index(0, 0).data()
    bench.answer()
    bench.value = 5000
    model.refresh()
    assert model.index(0, 0).data() == "0"
    assert len(bench.waiting) == 1
    with qtbot.waitSignal(model.dataChanged):
        bench.answer()
    assert model.index(0, 0).data() == "5000"


def test_many_changes_are_told_as_one(bench: Bench, qtbot: Any) -> None:
    model = Numbers(bench.start)
    model.show_rows(bench.fetch, 100)
    model.index(0, 0).data()
    bench.answer()
    told: list[int] = []
    qtbot.wait(200)
    model.dataChanged.connect(lambda *_: told.append(1))
    for _ in range(50):
        model.refresh()
    qtbot.wait(200)
    assert told == [1]


def test_only_pages_with_changed_rows_are_read_again(bench: Bench) -> None:
    model = Numbers(bench.start)
    model.show_rows(bench.fetch, 300)
    for row in (0, 100, 200):
        model.index(row, 0).data()
    bench.answer()
    bench.asked.clear()
    model.refresh_where(lambda item: item == 150)
    for row in (0, 100, 200):
        model.index(row, 0).data()
    bench.answer()
    assert bench.asked == [(100, PAGE)]


def test_an_answer_for_another_filter_is_dropped(bench: Bench) -> None:
    model = Numbers(bench.start)
    model.show_rows(bench.fetch, 50)
    model.index(0, 0).data()
    late, bench.waiting = bench.waiting, []
    bench.value = 7
    model.show_rows(bench.fetch, 50)
    bench.waiting += late
    bench.answer()
    assert model.item(0) is None


def test_a_short_page_shortens_the_table(bench: Bench) -> None:
    model = Numbers(bench.start)
    model.show_rows(bench.short, 190)
    model.index(120, 0).data()
    bench.answer()
    assert model.rowCount() == 130


def test_growing_keeps_what_is_shown(bench: Bench) -> None:
    model = Numbers(bench.start)
    model.show_rows(bench.fetch, 40)
    model.index(0, 0).data()
    bench.answer()
    inserted: list[tuple[int, int]] = []
    model.rowsInserted.connect(lambda _, first, last: inserted.append((first, last)))
    model.set_total(60)
    assert inserted == [(40, 59)]
    assert model.index(0, 0).data() == "0"
    bench.answer()


def test_pages_not_looked_at_are_let_go(bench: Bench) -> None:
    model = Numbers(bench.start)
    model.show_rows(bench.fetch, PAGE * (KEPT_PAGES + 5))
    for page in range(KEPT_PAGES + 5):
        model.index(page * PAGE, 0).data()
    bench.answer()
    assert model.item(0) is None
    assert model.item(PAGE * (KEPT_PAGES + 4)) is not None


def test_a_page_that_cannot_be_read_says_why_and_can_be_asked_again(bench: Bench) -> None:
    model = Numbers(bench.start)
    troubles: list[Trouble] = []
    model.trouble.connect(troubles.append)
    model.show_rows(bench.broken, 10)
    model.index(0, 0).data()
    bench.answer()
    assert [type(trouble) for trouble in troubles] == [NoConnection]
    model.index(0, 0).data()
    assert len(bench.waiting) == 1
    bench.waiting[0][0].close()
