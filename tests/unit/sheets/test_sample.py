"""The sample workbook tells the story, to the last number."""

import json
from pathlib import Path

import pytest

from desktop_app.domain.recipient import Group, Mark, PlanRequest
from desktop_app.sheets import columns, plan
from desktop_app.sheets.plan_pages import Plan
from desktop_app.sheets.reading import Book

SAMPLE = Path(__file__).resolve().parents[3] / "resources" / "sample"
STORY = json.loads((SAMPLE / "story.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sample() -> Plan:
    path = SAMPLE / STORY["file"]
    sheet = Book(path.read_bytes(), str(path)).sheet("Kunden")
    view = columns.view(sheet)
    assert (view.header_row, view.phone_column, view.rows) == (3, 3, 1305)
    assert (view.look_right, view.need_a_look, view.empty, view.without_country) == (1287, 12, 6, 1164)
    request = PlanRequest(
        "Kunden",
        view.header_row,
        (3,),
        template=STORY["template"],
        name_columns=view.name_columns,
        do_not_text=frozenset(STORY["opted_out"]),
        recent=frozenset(STORY["recent"]),
    )
    return plan.build(sheet, view.header_row, request)


def test_every_sum_of_the_story(sample: Plan) -> None:
    totals = sample.totals
    assert (totals.rows, totals.ready, totals.skipped) == (1305, 1248, 57)
    assert (totals.people, totals.parts) == (1203, 1294)
    assert totals.by_parts == {1: 1210, 2: 30, 3: 8}
    assert totals.left_out == {
        Group.SAME_TEXT: 31,
        Group.NOT_A_NUMBER: 9,
        Group.LANDLINE: 3,
        Group.OPTED_OUT: 8,
        Group.EMPTY: 6,
    }
    assert (totals.marks[Mark.LONG], totals.marks[Mark.SAME_PERSON], totals.marks[Mark.RECENT]) == (38, 45, 62)
    assert totals.empty_fields == {"Vorname": 23}
    assert totals.safe_suggestions == 3


def test_the_rows_of_the_picture(sample: Plan) -> None:
    found = {row.row: (row.reason, row.suggestions) for row in sample.page(group=Group.NOT_A_NUMBER)}
    assert found[7] == ("This is an e-mail address.", ())
    assert found[41] == ("Letter O instead of zero?", ("+4917644112307",))
    assert found[88] == ("2 digits missing for Portugal.", ())
    assert found[132] == ("Excel shortened this number.", ())
    assert found[209] == ("Two numbers in one cell.", ("+4915255302713", "+491601145882"))
    assert found[402] == ("One 0 too many after 0049.", ("+491716648305",))
    assert found[577] == ("The first 0 is missing.", ("+4917620315577",))
    first = sample.ready_row(0)
    assert first.text.startswith("Hello Anna Berger, your service for M-AB 2210 is on Do 27.11. 09:00. Reply 1")


def test_the_story_agrees_with_itself(sample: Plan) -> None:
    totals, expected = sample.totals, STORY["expected"]
    assert (totals.rows, totals.ready, totals.people, totals.parts) == tuple(
        expected[key] for key in ("rows", "ready", "people", "parts")
    )
    assert {group.value: count for group, count in totals.left_out.items()} == expected["left_out"]
    assert set(STORY["stop"]) < set(STORY["opted_out"])
    assert (len(STORY["stop"]), len(STORY["opted_out"]), len(STORY["recent"])) == (3, 8, 62)
