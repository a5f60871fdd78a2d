"""Every override of a Qt virtual carries `@qt_virtual` (stack.md 0.2), and the decorator keeps its promise."""

import importlib
import inspect
import pkgutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QObject, QSize, Qt

import desktop_app
import desktop_app.ui
from desktop_app.ui.qt_virtual import MARK, qt_virtual

ROOT = Path(__file__).parents[2]
NOT_VIRTUAL = {
    # methods of Qt that C++ never calls back; overriding them is a decision of ours, not a danger
    "tr", "parent", "children", "window", "text", "title", "value", "name", "update", "show", "close", "open", "clear",
    "setText", "setModel", "setFocus", "palette", "font", "style", "state", "setEnabled", "setVisible_",
}  # fmt: skip


def our_classes() -> Iterator[type]:
    modules = [desktop_app.ui, importlib.import_module("desktop_app.app")]
    for info in pkgutil.walk_packages(desktop_app.ui.__path__, "desktop_app.ui."):
        modules.append(importlib.import_module(info.name))
    for module in modules:
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if kind.__module__ == module.__name__ and any(
                base.__module__.startswith("PySide6") for base in kind.__mro__
            ):
                yield kind


def overrides(kind: type) -> Iterator[str]:
    """Names in the class's own body that a Qt base class has as a method, Python's own hooks left out."""
    qt_bases = [base for base in kind.__mro__ if base.__module__.startswith("PySide6")]
    for name, member in vars(kind).items():
        if not inspect.isfunction(member) or name.startswith("__") or name in NOT_VIRTUAL:
            continue
        if any(callable(getattr(base, name, None)) for base in qt_bases):
            yield name


def test_every_override_is_guarded() -> None:
    bare = [
        f"{kind.__module__}.{kind.__qualname__}.{name}"
        for kind in our_classes()
        for name in overrides(kind)
        if not hasattr(vars(kind)[name], MARK)
    ]
    assert not bare, "without @qt_virtual: " + ", ".join(sorted(bare))


def test_the_walk_sees_a_bare_override() -> None:
    class Bare(QObject):
        def eventFilter(self, watched: QObject, event: object) -> bool:
            return False

        @qt_virtual
        def event(self, event: object) -> bool:
            return False

        def ours(self) -> None: ...

    assert [n for n in overrides(Bare) if not hasattr(vars(Bare)[n], MARK)] == ["eventFilter"]


def fails(kind: object) -> Callable[[], object]:
    def broken() -> object:
        return int("x")

    broken.__annotations__["return"] = kind
    return qt_virtual(broken)


@pytest.mark.parametrize(
    ("kind", "harmless"),
    [
        (int, 0),
        (bool, False),
        (str, ""),
        (list[int], []),
        (None, None),
        (QSize, QSize()),
        (QModelIndex, QModelIndex()),
        (Qt.ItemFlag, Qt.ItemFlag.NoItemFlags),
        (QObject, None),
        (int | None, None),
        ("NotThere", None),
    ],
)
def test_a_failure_is_logged_and_answered_harmlessly(
    kind: object, harmless: object, expect_log: Callable[[str], None]
) -> None:
    expect_log("broken failed")
    assert fails(kind)() == harmless


def test_the_way_out_stays_open() -> None:
    @qt_virtual
    def leave() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        leave()


CHILD = """
import sys
from PySide6.QtCore import QAbstractListModel, QModelIndex, QSortFilterProxyModel, Qt
from desktop_app.ui.qt_virtual import qt_virtual

class Rows(QAbstractListModel):
    @qt_virtual
    def rowCount(self, parent=QModelIndex()) -> int: return 3
    @qt_virtual
    def data(self, index, role=0): return int("x")

class Proxy(QSortFilterProxyModel):
    @qt_virtual
    def filterAcceptsRow(self, row, parent) -> bool: return 1 / 0

rows, proxy = Rows(), Proxy()
proxy.setSourceModel(rows)
print(proxy.rowCount(), rows.data(rows.index(0, 0)), rows.index(0, 0).data())
"""


def test_a_bad_cell_does_not_end_the_process() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHILD], cwd=ROOT, capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["0", "None", "None"]
