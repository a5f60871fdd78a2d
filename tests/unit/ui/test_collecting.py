"""Garbage with Qt's objects in it is collected on the window's thread, whoever allocates."""

import gc
import threading

from pytestqt.qtbot import QtBot

from desktop_app.ui.collecting import Collecting, set_aside, take_back


class Node:
    """A cycle that tells which thread took it away."""

    def __init__(self, taken_in: list[str]) -> None:
        self.me = self
        self.taken_in = taken_in

    def __del__(self) -> None:
        self.taken_in.append(threading.current_thread().name)


def test_another_thread_never_collects(qtbot: QtBot) -> None:
    taken_in: list[str] = []
    kept: list[list[int]] = []
    with Collecting():
        Node(taken_in)
        busy = threading.Thread(target=lambda: kept.extend([n] for n in range(20_000)))
        busy.start()
        busy.join()
        assert taken_in == []
        qtbot.waitUntil(lambda: taken_in == [threading.current_thread().name])


def test_the_automatic_collector_is_back_afterwards(qtbot: QtBot) -> None:
    gc.enable()
    with Collecting():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_is_set_aside_goes_once_it_is_taken_back(qtbot: QtBot) -> None:
    taken_in: list[str] = []
    Node(taken_in)
    set_aside()
    gc.collect()
    assert taken_in == []
    take_back()
    gc.collect()
    assert taken_in == [threading.current_thread().name]
