"""The thread between the window and the worker: it starts the child, asks it, and notices its end."""

import contextlib
import multiprocessing
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from desktop_app.domain.errors import BadFile
from desktop_app.sheets import refusals, worker
from desktop_app.sheets.limits import OUT_OF_MEMORY_CODE
from desktop_app.sheets.messages import unpack

CLOSE_S = 2.0
"""How long a child may take to end by itself."""
_POLL_S = 0.25


@dataclass
class Request:
    """A message for the worker and whom to tell."""

    message: bytes
    fresh: bool
    """Whether it may go to a child that knows nothing of earlier requests."""
    silence_s: float
    done: Callable[[dict[str, Any] | BaseException], None]
    progress: Callable[[int, int], None] | None = None


@dataclass
class Child:
    """A running worker and our end of its pipe."""

    process: BaseProcess
    pipe: Connection
    killed: str = ""
    """Why we ended it ourselves."""


@dataclass
class WorkerLink:
    """The thread that starts the child, talks to it and notices its end."""

    language: str
    child: Child | None = None
    requests: "queue.SimpleQueue[Request | None]" = field(default_factory=queue.SimpleQueue)
    lock: threading.Lock = field(default_factory=threading.Lock)
    thread: threading.Thread | None = None
    ended: Callable[[], None] = lambda: None
    """Called by the thread as its last act."""

    def start(self) -> None:
        """Start the thread, which starts the child."""
        self.thread = threading.Thread(target=self._run, name="sheets pipe", daemon=True)
        self.thread.start()

    def kill(self, why: str) -> None:
        """End the child now; a request under way fails with `why`."""
        with self.lock:
            child = self.child
            if child is not None and not child.killed:
                child.killed = why
                with contextlib.suppress(ValueError):  # closed meanwhile: it is gone
                    child.process.kill()

    def _run(self) -> None:
        with contextlib.suppress(OSError):
            self._start_child()  # ahead of need: nobody waits for pandas
        while (request := self.requests.get()) is not None:
            try:
                answer: dict[str, Any] | BaseException = self._exchange(request)
            except Exception as error:  # noqa: BLE001  # whatever it is must reach the caller, or it waits for ever
                answer = error
            request.done(answer)
        self._end_child()
        self.ended()

    def _start_child(self) -> Child:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=worker.main, args=(theirs, self.language), daemon=True, name="sheets worker")
        process.start()
        theirs.close()
        child = Child(process, ours)
        with self.lock:
            self.child = child
        return child

    def _exchange(self, request: Request) -> dict[str, Any]:
        child = self.child
        if child is not None and (child.killed or not child.process.is_alive()):
            why = self._why_it_died(child)
            if not request.fresh:
                raise why
            child = None
        if child is None:
            child = self._start_child()
        try:
            child.pipe.send_bytes(request.message)
            return self._answer(child, request)
        except (EOFError, OSError, ValueError) as error:
            raise self._why_it_died(child) from error

    def _answer(self, child: Child, request: Request) -> dict[str, Any]:
        silence = 0.0
        while True:
            if not child.pipe.poll(_POLL_S):
                silence += _POLL_S
                if silence > request.silence_s:
                    self.kill("slow")
                continue
            silence = 0.0
            message = unpack(child.pipe.recv_bytes())
            if "progress" not in message:
                return message
            if request.progress is not None:
                request.progress(*message["progress"])

    def _why_it_died(self, child: Child) -> BadFile:
        child.process.join(CLOSE_S)
        code = child.process.exitcode
        child.pipe.close()
        with self.lock:
            if self.child is child:
                self.child = None
        if code is not None:
            child.process.close()
        if child.killed == "cancelled":
            return refusals.cancelled()
        if child.killed == "slow" or code in _TIME_UP:
            return refusals.too_slow()
        if code in _OUT_OF_MEMORY:
            return refusals.too_large()
        return refusals.broke_reader()

    def _end_child(self) -> None:
        child = self.child
        if child is None:
            return
        child.pipe.close()
        child.process.join(CLOSE_S)
        if child.process.is_alive():
            child.process.kill()
            child.process.join(CLOSE_S)
        if not child.process.is_alive():
            child.process.close()
        self.child = None


_TIME_UP = (-24,)
"""SIGXCPU."""
_OUT_OF_MEMORY = (OUT_OF_MEMORY_CODE, -6, -9, 3, 0xC0000409)
"""Our own watch; abort after a refused allocation (also of calamine and on Windows); killed by the system."""
