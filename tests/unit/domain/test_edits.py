"""Undo and redo over everything the owner changed in a draft's sheet."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.edits import EditHistory, Edits


def test_a_fixed_row_is_no_longer_left_out() -> None:
    edits = Edits().left_out([4, 7]).fixed({7: "+4915730000001"})
    assert edits.skipped == {4}
    assert edits.fixes == {7: "+4915730000001"}


def test_a_new_edit_forgets_what_could_be_done_again() -> None:
    history = EditHistory()
    first = Edits()
    second = first.left_out([1])
    history.did(first)
    history.did_undo(second)
    assert history.can_redo
    history.did(first)
    assert not history.can_redo


@given(st.lists(st.integers(1, 50), max_size=12))
def test_undoing_everything_and_redoing_it_ends_where_it_began(rows: list[int]) -> None:
    history = EditHistory()
    now = Edits()
    for row in rows:
        history.did(now)
        now = now.left_out([row])
    end = now
    while (target := history.peek_undo()) is not None:
        history.did_undo(now)
        now = target
    assert now == Edits()
    while (target := history.peek_redo()) is not None:
        history.did_redo(now)
        now = target
    assert now == end
