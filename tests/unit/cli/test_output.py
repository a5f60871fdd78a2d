import io
import sys

import pytest

from desktop_app.cli.output import Output
from desktop_app.commands.messages import line, note, plural, progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_results_and_the_rest_go_apart() -> None:
    out, err = io.StringIO(), io.StringIO()
    output = Output(out, err)
    for message in (line("a result"), note("by the way"), {"error": "It failed."}):
        output.tell(message)
    assert out.getvalue() == "a result\n"
    assert err.getvalue() == "by the way\nIt failed.\n"


def test_plain_lines_are_few() -> None:
    err = io.StringIO()
    output = Output(io.StringIO(), err)
    for done in range(1001):
        output.tell(progress("Sent", done, 1000))
    lines = err.getvalue().splitlines()
    assert lines[0] == "Sent: 0 of 1,000"
    assert lines[-1] == "Sent: 1,000 of 1,000"
    assert len(lines) < 5
    assert "\r" not in err.getvalue()


def test_a_terminal_gets_a_bar_that_makes_room_for_lines() -> None:
    err = Terminal()
    output = Output(io.StringIO(), err)
    output.tell(progress("Sent", 5, 10, "pace"))
    assert "█" * 12 + "░" * 12 + " 5 of 10 · pace" in err.getvalue()
    output.tell(note("paused"))
    output.close()
    assert err.getvalue().endswith("\r\x1b[Kpaused\n")


def test_cells_do_not_steer_the_terminal() -> None:
    shown, piped = Terminal(), io.StringIO()
    Output(shown, io.StringIO()).tell(line("Ana\x1b[2J\x9b1m\tZ\nnext"))
    Output(piped, io.StringIO()).tell(line("Ana\x1b[2J"))
    assert shown.getvalue() == "Ana\\x1b[2J\\x9b1m\tZ\nnext\n"
    assert piped.getvalue() == "Ana\x1b[2J\n"


def test_closed_streams_are_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    output = Output()
    for message in (line("a result"), note("by the way"), progress("Sent", 1, 2)):
        output.tell(message)
    output.raw("{}")
    output.close()


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 people"), (1, "1 person"), (2, "2 people"), (1203, "1,203 people")]
)
def test_a_number_decides_the_form(count: int, words: str) -> None:
    assert plural(count, "person", "people") == words


def test_most_words_take_an_s() -> None:
    assert [plural(1, "row"), plural(1305, "row")] == ["1 row", "1,305 rows"]
