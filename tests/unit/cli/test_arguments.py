from pathlib import Path

import pytest

from desktop_app.cli.arguments import command_parser, is_command, window_parser


def parse(*words: str):
    return command_parser(words).parse_args(words)


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ([], False),
        (["--demo"], False),
        (["customers.xlsx"], False),
        (["--demo", "--show", "send"], False),
        (["send", "x.xlsx"], True),
        (["--set", "send", "preview", "x"], True),
        (["--data-dir", "campaigns"], False),
        (["--gateway", "http://127.0.0.1:1", "devices"], True),
    ],
)
def test_window_or_command(words: list[str], command: bool) -> None:
    assert is_command(words) is command


def test_common_options_stand_before_and_after() -> None:
    found = parse("--set", "a=1", "--demo", "send", "f.xlsx", "--text", "hi", "--set", "b=2=3", "--gateway", "http://x")
    assert found.set == (("a", "1"), ("b", "2=3"))
    assert found.demo
    assert found.gateway == "http://x"
    later = parse("send", "f.xlsx", "--text", "hi")
    assert later.set == ()
    assert not later.demo
    assert later.gateway is None


def test_every_option_of_send() -> None:
    found = parse(
        *("send", "f.xlsx", "--sheet", "S", "--header", "3", "--to", "Mobil", "--text-column", "C", "--country", "AT"),
        *("--include-hidden", "--device", "1", "--device", "2", "--sim", "1", "--at", "2026-11-20 09:15"),
        *("--at-gateway", "--expire", "24", "--quiet", "off", "--pace", "0", "--again", "--yes", "--wait"),
        *("--report", "r.csv"),
    )
    assert found.device == [1, 2]
    assert found.at.utcoffset() is not None
    assert (found.at.hour, found.at.minute) == (9, 15)
    assert found.file == Path("f.xlsx").absolute()
    assert (found.header, found.sim, found.expire, found.pace) == (3, 1, 24.0, 0.0)


@pytest.mark.parametrize(
    "words",
    [
        ["send"],
        ["send", "f.xlsx"],
        ["send", "f.xlsx", "--text", "a", "--text-column", "b"],
        ["send", "f.xlsx", "--text", "a", "--sim", "2"],
        ["send", "f.xlsx", "--text", "a", "--at", "tomorrow"],
        ["send", "f.xlsx", "--text", "a", "--pace", "-1"],
        ["send", "f.xlsx", "--text", "a", "--expire", "0"],
        ["send", "f.xlsx", "--text", "a", "--report", "r.pdf"],
        ["preview", "f.xlsx", "--text", "a", "--header", "x"],
        ["send", "f.xlsx", "--text", "a", "--at", "0001-01-01 00:00"],
        ["send", "f.xlsx", "--text", "a", "--device", "x"],
        ["preview", "", "--text", "a"],
        ["preview", "f.xlsx", "--text", ""],
        ["preview", "f.xlsx", "--text", "a", "--to", " "],
        ["preview", "f.xlsx", "--text", "a", "--sheet", ""],
        ["preview", "f.xlsx", "--text", "a", "--country", ""],
        ["--gateway", "", "devices"],
        ["--data-dir", "", "devices"],
        ["do-not-text", "add", ""],
        ["campaigns", "one"],
        ["campaigns", "-1"],
        ["gateway", "--port", "x"],
        ["gateway", "--speed", "fast"],
        ["--set", "nothing", "devices"],
        ["do-not-text", "add"],
        ["login"],
    ],
)
def test_bad_use_is_one_sentence_and_code_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        parse(*words)
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert len(said.strip().splitlines()) == 1
    assert "Traceback" not in said
    assert "invalid _" not in said  # the name of a function of ours is no word for people


@pytest.mark.parametrize("name", ["nothing-of-that-name.xlsx", "x" * 3000])
def test_a_file_that_cannot_be_found_is_said_in_a_sentence(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        window_parser().parse_args([name])
    assert stopped.value.code == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        window_parser().parse_args(["--help"])
    assert stopped.value.code == 0
    said = capsys.readouterr().out
    assert all(name in said for name in ("preview", "send", "resume", "do-not-text", "gateway"))


def test_the_gateways_options_come_with_it() -> None:
    found = parse("gateway", "--port", "0", "--speed", "5", "--seed", "3")
    assert (found.port, found.speed, found.seed) == (0, 5.0, 3)
