"""What must never be loaded in the window's process, seen in a running one (performance.md: start-up and memory)."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OPEN_AND_END = """
import os, signal, sys, threading, time

class Look:
    strays = []
    def find_spec(self, name, path=None, target=None):
        if threading.current_thread() is not threading.main_thread() and name.startswith(("PySide6", "desktop_app.ui")):
            self.strays.append(name)

def end_when_loaded():
    while "desktop_app.ui.tabs.bulk.steps" not in sys.modules:
        time.sleep(0.02)
    os.kill(os.getpid(), signal.SIGTERM)

sys.meta_path.insert(0, Look())
threading.Thread(target=end_when_loaded, daemon=True).start()
from desktop_app.__main__ import main
code = main(["--data-dir", sys.argv[1], "--gateway", "http://127.0.0.1:9"])
print(code, *Look.strays)
"""
HEAVY = ("pandas", "numpy", "openpyxl", "python_calamine", "xlrd", "rich", "click", "uvicorn", "starlette")


@pytest.mark.parametrize("module", ["desktop_app.app", "desktop_app.cli.main", "desktop_app.__main__"])
def test_nothing_heavy_is_loaded(module: str) -> None:
    words = f"import {module}, sys; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, timeout=40, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_children_import_next_to_nothing() -> None:
    heavy = ("PySide6", "asyncio", "httpx", "argparse")
    words = f"import desktop_app.__main__, sys; print(*[m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, timeout=40, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_window_s_code_is_loaded_in_its_own_thread(tmp_path: Path) -> None:
    """PySide makes its classes when they are first named: two threads that do so at once ended the process."""
    done = subprocess.run(
        [sys.executable, "-c", OPEN_AND_END, str(tmp_path / "data")],
        cwd=ROOT, capture_output=True, text=True, timeout=40, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["0"]
