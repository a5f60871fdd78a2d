"""The two commands of the README, as far as they can be looked at without setting anything up."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[3] / "packaging" / "bootstrap.py"


@pytest.fixture
def bootstrap() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap_under_test", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def started(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that would have been started; all of them end well."""
    commands: list[list[str]] = []
    monkeypatch.setattr(bootstrap, "set_up", lambda _libraries: None)
    monkeypatch.setattr(bootstrap, "call", lambda command, **_: commands.append(command) or 0)
    return commands


def after(command: list[str], word: str) -> list[str]:
    return command[command.index(word) + 1 :]


def test_checks_come_before_the_tests(bootstrap: ModuleType, started: list[list[str]]) -> None:
    assert bootstrap.main(["test"]) == 0
    tools = [command[2] if command[1:2] == ["-m"] else Path(command[0]).stem for command in started]
    assert tools == ["ruff", "ruff", "mypy", "lint-imports", "pytest"]


@pytest.mark.parametrize(
    ("cores", "given", "options"),
    [
        (2, [], ["-q", "-n", "2", "--dist", "loadfile"]),
        (8, ["tests/unit/cli", "-k", "plural", "--full"], ["-q", "-n", "2", "--dist", "loadfile"]),
        (1, [], ["-q"]),
        (None, [], ["-q"]),
        (2, ["-n", "0"], ["-q"]),
        (2, ["-n4"], ["-q"]),
        (2, ["--pdb"], ["-q"]),
        (2, ["-p", "no:xdist"], ["-q"]),
    ],
)
def test_two_processes_unless_told_otherwise(
    bootstrap: ModuleType,
    started: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    cores: int | None,
    given: list[str],
    options: list[str],
) -> None:
    monkeypatch.setattr(bootstrap.os, "cpu_count", lambda: cores)
    assert bootstrap.main(["test", *given]) == 0
    assert after(started[-1], "pytest") == [*options, *given]


def test_a_failing_check_ends_it(
    bootstrap: ModuleType, started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "call", lambda command, **_: started.append(command) or 4)
    assert bootstrap.main(["test"]) == 4
    assert len(started) == 1


@pytest.mark.parametrize(("words", "code"), [([], 0), (["--help"], 0), (["tset"], 2)])
def test_words_it_does_not_know_bring_up_the_tasks(words: list[str], code: int) -> None:
    done = subprocess.run([sys.executable, str(SCRIPT), *words], capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert "run [ARGS]" in done.stdout
