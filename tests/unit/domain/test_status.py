"""The reducer of delivery status."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.outgoing import State
from desktop_app.domain.status import FAILURE_CODES, advance

_CODES = st.sampled_from([None, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 55, 100, 101])


def _walk(codes: list[int | None], state: State = State.ACCEPTED) -> State:
    last: int | None = None
    for code in codes:
        step = advance(state, last, code)
        state, last = step.state, step.code
    return state


@pytest.mark.parametrize(
    ("codes", "end"),
    [
        ([1], State.ACCEPTED),
        ([1, 3, 2, 6, 7], State.DELIVERED),
        ([7], State.DELIVERED),  # polling may skip states
        ([6, 8], State.SENT),  # a failure needs a second reading
        ([6, 8, 8], State.FAILED),
        ([8, 8, 7], State.DELIVERED),  # a late receipt
        ([7, 6, 6], State.DELIVERED),  # a stale answer
        ([6, 2, 2], State.SENT),
        ([2, 1], State.TAKEN),
        ([7, 1, 1], State.ACCEPTED),  # resent in the panel, same id
        ([9, 9, 3, 3], State.ACCEPTED),
        ([9, 9, 2, 2], State.TAKEN),
        ([7, 1, 7], State.DELIVERED),
        ([55], State.ACCEPTED),
        ([2, 55, 55], State.TAKEN),
        ([4, 4], State.ACCEPTED),
        ([None], State.ACCEPTED),
        ([7, 8, 8], State.DELIVERED),
    ],
)
def test_a_walk_through_codes_ends_where_the_evidence_says(codes: list[int | None], end: State) -> None:
    assert _walk(codes) is end


@pytest.mark.parametrize(
    "state", [State.UNSURE, State.ASK, State.SENDING, State.CANCELLED, State.REFUSED, State.QUEUED]
)
def test_a_message_that_is_there_is_there(state: State) -> None:
    assert advance(state, None, 1).state is State.ACCEPTED
    assert advance(state, None, 999).state is State.ACCEPTED
    assert advance(state, None, 9).state is State.ACCEPTED


@pytest.mark.parametrize("code", sorted(FAILURE_CODES))
def test_no_failure_is_final_at_its_first_reading(code: int) -> None:
    first = advance(State.TAKEN, 2, code)
    assert first.state is State.TAKEN
    assert first.code == code
    assert advance(first.state, first.code, code).state is State.FAILED


@pytest.mark.parametrize("state", [State.DUPLICATE, State.QUARANTINED, State.SKIPPED])
def test_an_alarm_stays(state: State) -> None:
    assert advance(state, 7, 7).state is state


@given(st.lists(_CODES, max_size=12))
def test_unknown_codes_never_end_anything_and_are_kept(codes: list[int | None]) -> None:
    state, last = State.ACCEPTED, None
    for code in codes:
        step = advance(state, last, code)
        if code in {4, 55}:
            assert step.state is state
            assert step.code == code
        state, last = step.state, step.code


@given(st.lists(_CODES, max_size=12))
def test_once_delivered_only_a_resend_in_the_panel_reopens(codes: list[int | None]) -> None:
    state, last = State.DELIVERED, 7
    for before, code in zip([None, *codes], codes, strict=False):
        step = advance(state, last, code)
        if step.state is not State.DELIVERED and state is State.DELIVERED:
            assert code in {1, 3}
            assert before == code or last == code
        state, last = step.state, step.code
