"""From a sheet and a request to who gets what."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors import BadFile, BadUse
from desktop_app.domain.recipient import Group, Mark, PlanRequest, PlanRow
from desktop_app.sheets import plan
from desktop_app.sheets.plan_pages import Plan
from desktop_app.sheets.sheet import Sheet

HEAD = ["Name", "Vorname", "Mobil", "Telefon"]
REQUEST = PlanRequest("S", 1, (2,), template="Hello {Vorname|customer} {Name}", name_columns=(1, 0))


def _sheet(*rows: list[str], hidden: tuple[int, ...] = (), **more: object) -> Sheet:
    every = [HEAD, *rows]
    return Sheet("S", every, range(1, len(every) + 1), frozenset(hidden), **more)  # type: ignore[arg-type]  # test data


def _plan(sheet: Sheet, request: PlanRequest = REQUEST) -> Plan:
    return plan.build(sheet, request.header_row, request)


def _groups(made: Plan) -> list[str]:
    return [row.group.value for row in made.page(limit=1000)]


def _one(sheet: Sheet, request: PlanRequest = REQUEST) -> PlanRow:
    return _plan(sheet, request).page()[0]


def test_a_row_becomes_a_message() -> None:
    row = _one(_sheet(["Berger", "Anna", "0171 6648305"]))
    assert (row.row, row.to, row.text, row.parts, row.name) == (
        2,
        "+491716648305",
        "Hello Anna Berger",
        1,
        "Anna Berger",
    )
    assert (row.shown_phone, row.reason, row.cells) == ("0171 6648305", None, ("Berger", "Anna", "0171 6648305", ""))
    assert [row.text[a:b] for a, b in row.spans] == ["Anna", "Berger"]


def test_every_reason_to_leave_a_row_out() -> None:
    rows = [
        (["A", "a", "0171 6648305"], "ready"),
        (["B", "b", "x@y.de"], "not a number"),
        (["C", "c", "089 4412730"], "landline"),
        (["D", "d", "0171 6648399"], "opted out"),
        (["A", "a", "+49 171 6648305"], "same text"),
        ([], "empty"),
        (["E", "e", ""], "empty"),
        (["", "f", "0171 6648306"], "field missing"),
        (["#N/A", "g", "0171 6648307"], "cell error"),
        (["x" * 2000, "h", "0171 6648308"], "too long"),
        (["I", "i", "0171 6648309"], "skipped by you"),
        (["Total", "", "1.305"], "not a number"),
    ]
    sheet = _sheet(*(row for row, _ in rows), problems={(9, 0): "error:#N/A"})
    made = _plan(sheet, replace(REQUEST, do_not_text=frozenset({"+491716648399"}), skipped=frozenset({12})))
    assert _groups(made) == [group for _, group in rows]
    assert made.totals.ready == 1
    assert made.totals.rows == len(rows) == made.totals.ready + sum(made.totals.left_out.values())
    assert all(row.reason for row in made.page() if not row.ready)
    assert all(row.to is None for row in made.page() if not row.ready)


def test_same_number_with_another_text_goes_out_and_is_marked() -> None:
    made = _plan(_sheet(["A", "a", "0171 6648305"], ["B", "b", "0171/6648305"], ["A", "a", "0049 171 6648305"]))
    assert _groups(made) == ["ready", "ready", "same text"]
    assert (made.totals.ready, made.totals.people) == (2, 1)
    assert made.totals.marks[Mark.SAME_PERSON] == 1
    assert [row.row for row in made.page(mark=Mark.SAME_PERSON)] == [3]


def test_a_skipped_row_is_not_the_first_of_its_kind() -> None:
    sheet = _sheet(["A", "a", "0171 6648305"], ["A", "a", "0171 6648305"])
    assert _groups(_plan(sheet, replace(REQUEST, skipped=frozenset({2})))) == ["skipped by you", "ready"]


def test_fixes_are_read_like_any_number() -> None:
    sheet = _sheet(["A", "a", "x"], ["B", "b", "y"])
    made = _plan(sheet, replace(REQUEST, fixes={2: "0171 6648305", 3: "123"}))
    assert _groups(made) == ["ready", "not a number"]
    assert [row.row for row in made.page(mark=Mark.FIXED)] == [2]
    assert made.page()[0].shown_phone == "0171 6648305"


def test_a_fix_does_not_reach_somebody_who_opted_out() -> None:
    request = replace(REQUEST, fixes={2: "0171 6648305"}, do_not_text=frozenset({"+491716648305"}))
    assert _one(_sheet(["A", "a", "x"]), request).group is Group.OPTED_OUT


def test_suggestions_are_offered_and_not_used() -> None:
    made = _plan(_sheet(["A", "a", "176 20315577"], ["B", "b", "0171 6648305 / 0171 6648306"]))
    assert made.totals.ready == 0
    assert [row.suggestions for row in made.page()] == [("+4917620315577",), ("+491716648305", "+491716648306")]
    assert made.totals.safe_suggestions == 1


def test_the_first_filled_phone_column_wins() -> None:
    sheet = _sheet(
        ["A", "a", "", "0171 6648305"], ["B", "b", "0171 6648306", "0171 6648307"], ["C", "c", "x", "0171 6648308"]
    )
    made = _plan(sheet, replace(REQUEST, phone_columns=(2, 3)))
    assert [row.to for row in made.page()] == ["+491716648305", "+491716648306", None]


def test_unknown_fields_stop_everything() -> None:
    made = _plan(_sheet(["A", "a", "0171 6648305"]), replace(REQUEST, template="Hello {Nmae} {Name|x}"))
    assert made.totals.unknown_fields == ("Nmae",)
    assert (made.totals.ready, made.page()[0].reason) == (0, "There is no column named Nmae.")


def test_an_empty_message_is_not_sent() -> None:
    for template in (None, "", " \n", "{Vorname|}", "{Vorname| }"):
        row = _one(_sheet(["A", "", "0171 6648305"]), replace(REQUEST, template=template))
        assert (row.group, row.reason) == (Group.FIELD_MISSING, "The message is empty.")


def test_empty_fields_are_counted_where_a_message_would_go() -> None:
    made = _plan(_sheet(["A", "", "0171 6648305"], ["B", "", "no"], ["C", "c", "0171 6648306"]))
    assert made.totals.empty_fields == {"Vorname": 1}
    assert [row.row for row in made.page(mark=Mark.FALLBACK)] == [2]


def test_broken_cells_block_only_messages_that_need_them() -> None:
    sheet = _sheet(
        ["A", "a", "0171 6648305", "x"], ["B", "", "0171 6648306"], problems={(1, 3): "error:#REF!", (2, 1): "no value"}
    )
    made = _plan(sheet)
    assert _groups(made) == ["ready", "cell error"]
    assert (
        made.page()[1].reason == "The formula in Vorname has no value. Open the file in Excel, recalculate and save it."
    )


def test_a_broken_phone_cell_is_not_read() -> None:
    sheet = _sheet(["A", "a", "#REF!"], ["B", "b", ""], ["C", "c", "4915752982212000"])
    sheet.problems = {(1, 2): "error:#REF!", (2, 2): "merged", (3, 2): "digits lost"}
    assert _groups(_plan(sheet)) == ["cell error", "cell error", "not a number"]


def test_hidden_rows_do_not_count_unless_included() -> None:
    sheet = _sheet(["A", "a", "0171 6648305"], ["B", "b", "0171 6648306"], hidden=(3,))
    assert _plan(sheet).totals.rows == 1
    assert _plan(sheet, replace(REQUEST, include_hidden=True)).totals.ready == 2


def test_finished_texts_come_from_a_column() -> None:
    sheet = _sheet(["Your {car} is ready", "", "0171 6648305"], ["", "", "0171 6648306"])
    made = _plan(sheet, replace(REQUEST, template=None, text_column=0))
    assert [(row.group, row.text) for row in made.page()] == [
        (Group.READY, "Your {car} is ready"),
        (Group.FIELD_MISSING, ""),
    ]


def test_tokens_never_get_into_a_plan() -> None:
    rows = [["token", "sendto", "body"], ["s3cret", "+491716648305", "Hi {token}"]]
    sheet = Sheet("S", rows, [1, 2])
    row = plan.build(sheet, 1, PlanRequest("S", 1, (1,), text_column=2)).page()[0]
    assert "s3cret" not in repr(row)
    made = plan.build(sheet, 1, PlanRequest("S", 1, (1,), template="{token}"))
    assert made.totals.unknown_fields == ("token",)
    with pytest.raises(BadUse):
        plan.build(sheet, 1, PlanRequest("S", 1, (1,), text_column=0))


def test_pages_are_filtered_searched_and_sorted() -> None:
    rows = [[f"Name{n}", "x" * (n % 7), f"0171 66483{n:02d}"] for n in range(50)]
    made = _plan(_sheet(*rows, ["Zed", "z", "no number"]))
    assert [row.row for row in made.page(offset=10, limit=3)] == [12, 13, 14]
    assert [row.name for row in made.page(search="name49")] == ["Name49"]
    assert [row.row for row in made.page(search="0171 6648307")] == [9]
    assert [row.row for row in made.page(search="+49 171 664 8307")] == [9]
    assert made.count(search="name1") == 11
    assert made.page(sort="-name", limit=1)[0].name == "z Zed"
    assert [row.row for row in made.page(sort="-row", limit=2)] == [52, 51]
    assert made.count(group=Group.READY) == 50
    assert made.ready_row(3).row == 5
    longest = [made.ready_row(n).text for n in made.longest()]
    assert longest[0] == max(longest, key=len)
    with pytest.raises(IndexError):
        made.ready_row(50)


def test_a_long_message_is_marked_and_first_among_the_longest() -> None:
    made = _plan(_sheet(["A", "a", "0171 6648305"], ["B" * 200, "b", "0171 6648306"], ["Yılmaz", "c", "0171 6648307"]))
    assert [row.row for row in made.page(mark=Mark.LONG)] == [3]
    assert made.longest()[0] == 1
    assert made.totals.by_parts == {1: 2, 2: 1}
    assert made.totals.parts == 4


def test_people_texted_lately_are_marked_and_sent() -> None:
    made = _plan(_sheet(["A", "a", "0171 6648305"]), replace(REQUEST, recent=frozenset({"+491716648305"})))
    assert (made.totals.ready, made.totals.marks[Mark.RECENT]) == (1, 1)


def test_the_plan_file_holds_every_row(tmp_path: Path) -> None:
    made = _plan(_sheet(["A", "a", "0171 6648305"], ["B\ud800", "b", "x"]))
    made.save(tmp_path / "plan", file="list.xlsx")
    made.save(tmp_path / "plan", file="list.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]
    connection = sqlite3.connect(tmp_path / "plan")
    rows = connection.execute("SELECT row, phone, body, parts, grp, reason, cells FROM plan_row").fetchall()
    meta = dict(connection.execute("SELECT key, value FROM plan_meta"))
    connection.close()
    assert rows[0] == (2, "+491716648305", "Hello a A", 1, "ready", None, '["A","a","0171 6648305",""]')
    assert (rows[1][1], rows[1][4], json.loads(rows[1][6])[0]) == (None, "not a number", "B")
    assert (meta["file"], meta["rows"], meta["ready"], json.loads(meta["headings"])) == ("list.xlsx", "2", "1", HEAD)
    assert json.loads(meta["request"])["template"] == REQUEST.template


def test_cells_come_out_of_the_plan_file_as_they_went_in(tmp_path: Path) -> None:
    notes = {0: 'a "b" \\ c', 1500: "x\ny", 2500: "\u00a0\u2028"}
    rows = [[f"N{n}", "Anna", "0171 6648305", notes.get(n, f"x{n}")][: 4 - n % 3] for n in range(4100)]
    _plan(_sheet(*rows)).save(tmp_path / "plan.sqlite")
    with closing(sqlite3.connect(tmp_path / "plan.sqlite")) as connection:
        stored = [json.loads(cells) for (cells,) in connection.execute("SELECT cells FROM plan_row ORDER BY row")]
    assert stored == [[*row, *[""] * (4 - len(row))] for row in rows]


def test_people_with_several_rows_are_counted_once() -> None:
    numbers = ["0171 6648305", "0171 6648305", "0172 6648305", "0173 6648305", "0171 6648305"]
    sheet = _sheet(*(["A", f"V{n}", number] for n, number in enumerate(numbers)))
    made = _plan(sheet, replace(REQUEST, repeated=frozenset({2, 4})))
    assert _groups(made) == ["repeated", "ready", "repeated", "ready", "ready"]
    assert made.totals.people == 2
    assert made.totals.marks[Mark.SAME_PERSON] == 1


def test_a_plan_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    made = _plan(_sheet(["A", "a", "0171 6648305"]))
    with pytest.raises(BadFile):
        made.save(tmp_path / "missing" / "plan")


_CELL = st.sampled_from(
    ["", "A", "Berger", "0171 6648305", "+49 171 6648305", "0171 6648306", "x@y.de", "089 4412730", "ı"]
)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.lists(_CELL, max_size=4), max_size=12),
    st.frozensets(st.integers(2, 13), max_size=3),
    st.frozensets(st.integers(2, 13), max_size=3),
    st.booleans(),
)
def test_counts_always_add_up(
    rows: list[list[str]], hidden: frozenset[int], skipped: frozenset[int], both: bool
) -> None:
    request = replace(
        REQUEST,
        phone_columns=(2, 3) if both else (2,),
        skipped=skipped,
        include_hidden=both,
        do_not_text=frozenset({"+491716648306"}),
    )
    made = _plan(_sheet(*rows, hidden=tuple(hidden)), request)
    totals, page = made.totals, made.page(limit=1000)
    ready = [row for row in page if row.ready]
    assert totals.rows == len(page) == totals.ready + sum(totals.left_out.values())
    assert totals.ready == len(ready) == sum(totals.by_parts.values())
    assert totals.parts == sum(row.parts for row in ready) == sum(n * count for n, count in totals.by_parts.items())
    assert totals.people == len({row.to for row in ready})
    assert len({(row.to, row.text) for row in ready}) == len(ready)
    assert all(row.to and row.to not in request.do_not_text and row.text for row in ready)
    for mark, count in totals.marks.items():
        assert made.count(mark=mark) == count
    again = _plan(_sheet(*rows, hidden=tuple(hidden)), request)
    assert again.page(limit=1000) == page
    assert again.totals == totals
