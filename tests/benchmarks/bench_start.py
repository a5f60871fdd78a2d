"""How long the first window takes: `python tests/benchmarks/bench_start.py [ROUNDS]`.

Compared, in turn and each in a fresh process, with an empty QMainWindow of the usual parts. Counted from the start of
the process to the end of the first paint: of the frame that answers the click, and of the window people work in.
Ratios are what is to be trusted. Target: the first at most 1.5 times; and none of the heavy libraries may be in the
window's process when people can work.
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
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

class Watched(QApplication):
    depth = 0
    seen = False

    def notify(self, receiver, event):
        self.depth += 1
        done = super().notify(receiver, event)
        self.depth -= 1
        if event.type() == QEvent.Type.Paint:
            self.seen = self.seen or type(receiver.window()).__name__ == os.environ["UNTIL"]
        if self.seen and not self.depth:
            heavy = [name for name in os.environ["HEAVY"].split(",") if name in sys.modules]
            print(time.time() - float(os.environ["BEGAN"]), ",".join(heavy), flush=True)
            os._exit(0)
        return done

application = Watched(["bench"])
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

CASES = (
    ("empty QMainWindow", EMPTY, "QMainWindow"),
    ("our first frame", OURS, "FirstFrame"),
    ("our window", OURS, "MainWindow"),
)


def first_paint(script: str, until: str, folder: Path) -> tuple[float, str]:
    """Seconds until a window of class `until` is painted, and the heavy libraries loaded by then."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "HEAVY": ",".join(HEAVY),
        "FOLDER": str(folder),
        "PYTHONPATH": str(ROOT),
        "UNTIL": until,
        "BEGAN": str(time.time()),
    }
    done = subprocess.run(
        [sys.executable, "-c", WATCH + script], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    seconds, _, heavy = done.stdout.strip().partition(" ")
    return float(seconds), heavy


def main() -> int:
    """Print the medians and their ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    times: dict[str, list[float]] = {name: [] for name, _, _ in CASES}
    heavy = ""
    with tempfile.TemporaryDirectory() as folder:
        for n in range(rounds + 1):
            for name, script, until in CASES:
                seconds, heavy = first_paint(script, until, Path(folder) / f"{until}{n}")
                if n:  # the first round warms the disk
                    times[name].append(seconds)
    floor = statistics.median(times[CASES[0][0]])
    for name, seen in times.items():
        median = statistics.median(seen)
        print(f"{name:18}  min {min(seen):.3f} s  median {median:.3f} s  ratio {median / floor:.2f}")
    print(f"target: first frame at most {MOST}; heavy libraries loaded: {heavy or 'none'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
