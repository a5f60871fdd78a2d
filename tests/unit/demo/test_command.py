"""`sms-desk gateway` as a process of its own: ready line, orderly end, and a kill at any moment."""

import argparse
import errno
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from desktop_app.demo import ledger
from desktop_app.demo.command import add_arguments, run

ROOT = Path(__file__).parents[3]
PROGRAM = """
import argparse, sys
from desktop_app.demo.command import add_arguments, run
parser = argparse.ArgumentParser()
add_arguments(parser)
sys.exit(run(parser.parse_args()))
"""
MESSAGE = {"token": "t", "sendto": "+491570000001", "body": "x", "device_id": 10417}


@pytest.fixture
def program() -> Iterator:
    started = []

    def start(*options: str) -> tuple[subprocess.Popen, str]:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *options],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        line = process.stdout.readline()
        found = re.fullmatch(r"Practice gateway ready at (http://127\.0\.0\.1:\d+)\n", line)
        assert found, line + process.stderr.read()
        return process, found[1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_one_line_when_ready_and_a_clean_end(program, tmp_path, ending) -> None:
    path = tmp_path / "ledger"
    process, url = program(
        "--port", "0", "--ledger", str(path), "--fault", "late-store=1", "--receive", "+491=STOP", "--speed", "2"
    )
    with pytest.raises(httpx.ReadError):
        httpx.post(url + "/getdata/addsms", data=MESSAGE)
    records = httpx.post(url + "/getdata/getallsms", data={"token": "t"}).json()["smss"].values()
    assert [(record["sendto"], record["body"], record["status"]) for record in records] == [("+491", "STOP", 5)]
    process.send_signal(ending)
    rest, errors = process.communicate(timeout=10)
    assert (process.returncode, rest, errors) == (0, "", "")
    assert len(list(ledger.read(path))) == 1, "what was to be stored late must be in the ledger"


def test_it_ends_though_a_caller_still_waits(program, tmp_path) -> None:
    path = tmp_path / "ledger"
    process, url = program("--ledger", str(path), "--fault", "late_answer=1")
    host, _, port = url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port))) as waiting:
        waiting.sendall(b"GET /getdata/addsms?token=t&sendto=%2B491&body=x&device_id=10417 HTTP/1.1\r\nHost: x\r\n\r\n")
        end = time.monotonic() + 10
        while not list(ledger.read(path)) and time.monotonic() < end:
            time.sleep(0.005)
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=10) == ("", "")
    assert process.returncode == 0
    assert len(list(ledger.read(path))) == 1


def test_a_killed_gateway_has_written_all_it_answered(program, tmp_path) -> None:
    path = tmp_path / "ledger"
    process, url = program("--ledger", str(path), "--phones", "many:3", "--token", "t")
    answered = []
    with httpx.Client() as client:
        for number in range(20):
            item = {**MESSAGE, "device_id": 20002, "customerid": number}
            answered.append(client.post(url + "/getdata/addsms", data=item).json()["sms_id"])
    process.kill()
    process.wait()
    assert [entry["id"] for entry in ledger.read(path)] == answered


def test_two_gateways_of_one_seed_disturb_the_same_calls(program, tmp_path) -> None:
    faults = ["--fault", "reset_before=0.3", "--fault", "500_after=0.2", "--fault", "cut=0.2", "--seed", "7"]

    def met(url: str) -> list[object]:
        found: list[object] = []
        for number in range(25):
            try:
                found.append(httpx.post(url + "/getdata/addsms", data={**MESSAGE, "customerid": number}).status_code)
            except httpx.HTTPError as error:
                found.append(type(error))
        return found

    runs = [program(*faults, "--ledger", str(tmp_path / name))[1] for name in ("one", "two")]
    first, second = map(met, runs)
    assert first == second
    assert {200, 500, httpx.ReadError, httpx.RemoteProtocolError} == set(first)
    stored = [[entry["customerid"] for entry in ledger.read(tmp_path / name)] for name in ("one", "two")]
    assert stored[0] == stored[1]
    assert len(stored[0]) == 25 - first.count(httpx.ReadError)


@pytest.mark.parametrize(
    "options",
    [
        ["--fault", "nosuch=1"],
        ["--fault", "cut=2"],
        ["--fault", "cut"],
        ["--fail", "7=1"],
        ["--fail", "x"],
        ["--phones", "many:0"],
        ["--receive", "no number"],
        ["--port", "70000"],
        ["--speed", "0"],
    ],
)
def test_bad_options(options, capsys) -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    with pytest.raises(SystemExit) as ended:
        parser.parse_args(options)
    assert ended.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--offline", "1"], "there is no phone 1"),
        (["--fault", "cut=0.7", "--fault", "html=0.7"], "more than 1"),
        (["--ledger", "no/such/folder/ledger"], "ledger no/such/folder/ledger cannot be used (No such file"),
    ],
)
def test_what_keeps_it_from_starting(options, words, capsys) -> None:
    assert words in _refused(options, capsys)


def _refused(options: list[str], capsys) -> str:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    assert run(parser.parse_args(options)) == 2
    said = capsys.readouterr().err
    assert "Errno" not in said
    assert said.count("\n") == 1
    return said


def test_a_port_that_is_taken(caller, capsys) -> None:
    port = caller.gateway.url.rpartition(":")[2]
    said = _refused(["--port", port], capsys)
    assert said.startswith(f"The practice gateway cannot start: port {port} is taken by another program")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.EACCES, "does not allow port 80"),
        (errno.EADDRNOTAVAIL, "has no address 127.0.0.1"),
        (errno.EMFILE, "Too many open files"),
    ],
)
def test_a_port_that_cannot_be_had(code, words, capsys, monkeypatch) -> None:
    def start(*_: object) -> str:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("desktop_app.demo.server.PracticeGateway.start", start)
    assert words in _refused(["--port", "80"], capsys)


def test_a_second_gateway_on_one_ledger_is_refused(program, tmp_path, capsys) -> None:
    path = tmp_path / "ledger"
    process, url = program("--ledger", str(path))
    httpx.post(url + "/getdata/addsms", data=MESSAGE)
    written = path.read_bytes()
    assert f"another practice gateway is writing the ledger {path}" in _refused(["--ledger", str(path)], capsys)
    assert path.read_bytes() == written
    process.kill()
    process.wait()
    again, url = program("--ledger", str(path))  # its end, however it came, lets go
    assert len(httpx.post(url + "/getdata/getallsms", data={"token": "t"}).json()["smss"]) == 1
    again.terminate()


@pytest.mark.parametrize("content", ["no json\n", '["id"]\n', '{"id": 1}\n'])
def test_a_file_that_is_no_ledger_is_left_alone(tmp_path, capsys, content) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(content)
    assert f"line 1 of {path} is no line of a ledger" in _refused(["--ledger", str(path)], capsys)
    assert path.read_text() == content


def test_the_help_names_every_fault(capsys) -> None:
    from desktop_app.demo.faults import MEANINGS

    parser = argparse.ArgumentParser()
    add_arguments(parser)
    with pytest.raises(SystemExit):
        parser.parse_args(["--help"])
    text = " ".join(capsys.readouterr().out.split())
    assert all(name + ":" in text for name in MEANINGS)
