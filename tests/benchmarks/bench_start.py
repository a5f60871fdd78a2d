"""How long the first window takes: `python tests/benchmarks/bench_start.py [ROUNDS]`.

Compared, in turn and each in a fresh process, with an empty QMainWindow of the usual parts. Counted from the start
of the process to the end of the first paint. Ratios are what is to be trusted. Target: at most 1.5 times; and none of
the heavy libraries may be in the window's process by then.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MOST = 1.5
HEAVY = ("pandas", "numpy", "openpyxl", "python_calamine", "xlrd", "click", "rich", "pygments", "starlette", "uvicorn")

WATCH = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QApplication.instance().removeEventFilter(self)
            QTimer.singleShot(0, tell)
        return False

def tell():
    heavy = [name for name in os.environ["HEAVY"].split(",") if name in sys.modules]
    print(time.time() - float(os.environ["BEGAN"]), ",".join(heavy), flush=True)
    os._exit(0)

application = QApplication(["bench"])
first = FirstPaint()
application.installEventFilter(first)
"""

EMPTY = """
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QLabel, QMainWindow, QTableView
window = QMainWindow()
window.menuBar().addMenu("File")
window.addToolBar("Main").addAction("Open")
dock = QDockWidget("Dock")
dock.setWidget(QLabel("Text"))
window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
window.setCentralWidget(QTableView())
window.resize(1280, 720)
window.show()
application.exec()
"""

OURS = """
from desktop_app.__main__ import main
sys.exit(main(["--data-dir", os.environ["FOLDER"]]))
"""


def first_paint(script: str, folder: Path) -> tuple[float, str]:
    """Seconds until the first window is painted, and the heavy libraries loaded by then."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "HEAVY": ",".join(HEAVY),
        "FOLDER": str(folder),
        "PYTHONPATH": str(ROOT),
        "BEGAN": str(time.time()),
    }
    done = subprocess.run(
        [sys.executable, "-c", WATCH + script], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    seconds, _, heavy = done.stdout.strip().partition(" ")
    return float(seconds), heavy


def main() -> int:
    """Print the medians and their ratio."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    empty, ours, loaded = [], [], ""
    with tempfile.TemporaryDirectory() as name:
        for script in (EMPTY, OURS):
            first_paint(script, Path(name) / "warm")
        for n in range(rounds):
            empty.append(first_paint(EMPTY, Path(name))[0])
            seconds, loaded = first_paint(OURS, Path(name) / str(n))
            ours.append(seconds)
    ratio = statistics.median(ours) / statistics.median(empty)
    print(f"empty QMainWindow  min {min(empty):.3f} s  median {statistics.median(empty):.3f} s")
    print(f"first window       min {min(ours):.3f} s  median {statistics.median(ours):.3f} s")
    print(f"ratio {ratio:.2f} (target at most {MOST}); heavy libraries loaded: {loaded or 'none'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
