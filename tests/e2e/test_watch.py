"""`devices --watch` as a process, against the practice gateway: changes as they happen, and Ctrl-C as its end."""

import json
import signal
import subprocess
import sys
import threading

import pytest

from desktop_app.demo.server import PracticeGateway
from tests.e2e.desk import Desk, finish, wait_for

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C there goes to every process of the console")


class Lines:
    """A process's lines as they come."""

    def __init__(self, child: "subprocess.Popen[str]") -> None:
        self.all: list[str] = []
        self._child = child
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._child.stdout is not None
        self.all.extend(iter(self._child.stdout.readline, ""))

    def wait(self, *words: str) -> str:
        """The first line with all these words in it."""
        wait_for(lambda: self._with(words), 40, self._child)
        return self._with(words)[0]

    def _with(self, words: tuple[str, ...]) -> list[str]:
        return [line for line in self.all if all(word in line for word in words)]

    def end(self) -> int:
        """Press Ctrl-C; the exit code."""
        self._child.send_signal(signal.SIGINT)
        code = self._child.wait(20)
        self._reader.join(10)
        assert self._child.stdout is not None
        assert self._child.stderr is not None
        with self._child.stdout, self._child.stderr as said:
            assert "Traceback" not in said.read()
        return code


def test_changes_are_told_as_they_happen_and_ctrl_c_ends_it_well(desk: Desk, gateway: PracticeGateway) -> None:
    phone, *_ = gateway.account.phones
    lines = Lines(desk.start("devices", "--watch"))
    lines.wait(": online")
    gateway.set_phone_online(phone, False)
    lines.wait(": offline, last seen")
    lines.wait("stopped answering at")
    gateway.remove_phone(phone)
    lines.wait("left the account")
    assert lines.end() == 0


@pytest.mark.full
def test_programs_read_it_line_by_line_and_a_visitor_sees_the_same(desk: Desk, gateway: PracticeGateway) -> None:
    phone, *_ = gateway.account.phones
    owner = Lines(desk.start("devices", "--watch", "--json"))
    first = json.loads(owner.wait('"phone"', str(phone)))
    assert (first["event"], first["state"], first["before"]) == ("phone", "online", None)
    visitor = Lines(desk.start("devices", "--watch"))
    visitor.wait(": online")
    gateway.set_phone_online(phone, False)
    changed = json.loads(owner.wait('"state"', '"offline"', str(phone)))
    assert changed["id"] == phone
    visitor.wait(": offline, last seen")
    assert visitor.end() == 0
    assert owner.end() == 0


def test_without_a_token_it_says_so(desk: Desk) -> None:
    code, _, err = finish(desk.start("devices", "--watch", token=None))
    assert code == 3
    assert err.strip()
