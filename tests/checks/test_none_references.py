"""PySide6 6.12.0 on Python 3.11 took references from None until the process aborted: the versions we allow do not."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOOPS = 60_000

CHILD = f"""
import asyncio, sys
import qasync
from PySide6.QtWidgets import QApplication, QWidget

class Painted(QWidget):
    painted = 0
    def paintEvent(self, event):
        Painted.painted += 1

app = QApplication([])
app.setQuitOnLastWindowClosed(False)

async def main():
    widget = Painted()
    widget.show()
    before = sys.getrefcount(None)
    for i in range({LOOPS}):
        await asyncio.sleep(0)
        if i % 100 == 0:
            widget.update()
    lost = before - sys.getrefcount(None)
    print(lost, Painted.painted)

with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
    runner.run(main())
"""


def test_none_keeps_its_references() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHILD], cwd=ROOT, capture_output=True, text=True, timeout=50, check=False
    )
    assert done.returncode == 0, done.stderr
    lost, painted = map(int, done.stdout.split())
    assert painted > 10
    if sys.version_info < (3, 12):  # None cannot be counted from there on
        assert lost < LOOPS / 100
