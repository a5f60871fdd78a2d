"""The domain's dataclasses survive the pipe."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors import BadFile, BadUse, Trouble
from desktop_app.domain.recipient import Group, Mark, Opened, PlanRequest, PlanRow, PlanTotals, SheetView
from desktop_app.sheets.messages import from_wire, pack, to_wire, trouble_from_wire, trouble_to_wire, unpack
from desktop_app.sheets.report import ReportRequest

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=10)


@pytest.mark.parametrize("kind", [PlanRow, PlanTotals, SheetView, Opened, PlanRequest, ReportRequest])
@given(data=st.data())
@settings(max_examples=25)
def test_there_and_back(kind: type, data: st.DataObject) -> None:
    st.register_type_strategy(float, st.floats(allow_nan=False))  # no width is "not a number"; it equals nothing
    st.register_type_strategy(str, TEXT)
    st.register_type_strategy(Path, st.just(Path("a b/ä.xlsx")) | st.just(Path("c")))
    value = data.draw(st.from_type(kind))
    assert from_wire(kind, unpack(pack({"value": to_wire(value)}))["value"]) == value


def test_wrong_types_are_refused() -> None:
    with pytest.raises(TypeError):
        from_wire(PlanRow | None, {"row": "4"})
    with pytest.raises(ValueError):
        from_wire(frozenset[Mark], ["no such mark"])
    assert from_wire(Group | None, "ready") is Group.READY
    assert from_wire(Path, "a/b") == Path("a/b")


@pytest.mark.parametrize("kind", [BadFile, BadUse, Trouble])
def test_troubles_keep_their_class_and_words(kind: type[Trouble]) -> None:
    sent = kind("{name} is odd.", "Nothing is sent.", "Try {n} times.", name="Größe {x}", n=3)
    back = trouble_from_wire(unpack(pack(trouble_to_wire(sent))))
    assert type(back) is kind
    assert back.sentence == sent.sentence


def test_lone_surrogates_cannot_break_a_message() -> None:
    assert unpack(pack({"text": "a\ud800b"})) == {"text": "a?b"}
