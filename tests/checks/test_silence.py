"""The checks of `silence` themselves: each kind of noise fails a test, and a quiet one passes."""

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

NOISY = {
    "log": (
        """
        import logging
        def test_it():
            logging.getLogger("desktop_app.gateway").warning("something odd")
        """,
        "unexpected log record: desktop_app.gateway: something odd",
    ),
    "log_never_came": (
        """
        def test_it(expect_log):
            expect_log("never said")
        """,
        "expected log record never came: never said",
    ),
    "task": (
        """
        import asyncio
        kept = []
        async def test_it():
            kept.append(asyncio.create_task(asyncio.sleep(100), name="forgotten"))
        """,
        "live task: forgotten",
    ),
    "timer": (
        """
        from PySide6.QtCore import QTimer
        def test_it(qapp):
            global timer
            timer = QTimer()
            timer.setObjectName("blinker")
            timer.start(1000)
        """,
        "live QTimer: blinker, 1000 ms",
    ),
    "thread": (
        """
        import threading, time
        def test_it():
            threading.Thread(target=time.sleep, args=(4,), name="straggler", daemon=True).start()
        """,
        "leftover thread: straggler",
    ),
    "zone": (
        """
        import os, time
        def test_it():
            os.environ["TZ"] = "XYZ-7"
            if hasattr(time, "tzset"):
                time.tzset()
        """,
        "the time zone is not put back: ('XYZ-7'",
    ),
    "warning": (
        """
        import warnings
        def test_it():
            warnings.warn("old way", DeprecationWarning, stacklevel=1)
        """,
        "DeprecationWarning: old way",
    ),
    "never_awaited": (
        """
        async def work(): pass
        def test_it():
            work()
        """,
        "was never awaited",
    ),
    "qt_message": (
        """
        from PySide6.QtCore import qWarning
        def test_it(qapp):
            qWarning("QPainter::begin: Painter already active")
        """,
        "Painter already active",
    ),
}

QUIET = """
    import asyncio, logging, threading
    from PySide6.QtCore import QTimer

    def test_expected(expect_log):
        expect_log("gateway: something odd")
        logging.getLogger("desktop_app.gateway").warning("something odd")

    def test_others_may_speak():
        logging.getLogger("someone.else").warning("not ours")

    async def test_tasks(qtbot):
        task = asyncio.create_task(asyncio.sleep(100))
        await asyncio.sleep(0)
        task.cancel()
        timer = QTimer()
        timer.start(1000)
        timer.stop()

    def test_thread():
        thread = threading.Thread(target=int)
        thread.start()
        thread.join()
"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What one run of all the noisy files and the quiet one says."""
    folder = tmp_path_factory.mktemp("checked")
    for kind, (source, _) in NOISY.items():
        (folder / f"test_{kind}.py").write_text(textwrap.dedent(source))
    (folder / "test_quiet.py").write_text(textwrap.dedent(QUIET))
    (folder / "conftest.py").write_text((ROOT / "tests/conftest.py").read_text())
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", "-p", "no:xdist", "."],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("kind", NOISY)
def test_noise_fails(output: str, kind: str) -> None:
    assert re.search(rf"^(FAILED|ERROR) test_{kind}.py::test_it", output, re.MULTILINE), output
    assert NOISY[kind][1] in output


def test_quiet_passes(output: str) -> None:
    assert len(re.findall(r"^test_quiet.py::\w+ PASSED", output, re.MULTILINE)) == 4, output
    assert not re.search(r"^(FAILED|ERROR) test_quiet.py", output, re.MULTILINE)
