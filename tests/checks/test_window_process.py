"""What must never be loaded in the window's process, seen in a running one (performance.md: start-up and memory)."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
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
