"""One owner per data folder: it alone writes, claims rows and talks to the gateway; others hand it one command.

The owner holds an OS lock, which ends with its process however that ends. It listens on a private socket (a named
pipe on Windows) whose address and key are in a file only this person can read. Messages are JSON, never pickle.
"""

import asyncio
import concurrent.futures
import errno
import json
import logging
import os
import queue
import secrets
import shutil
import sys
import threading
import time
from collections.abc import Callable, Coroutine
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Listener, answer_challenge, deliver_challenge
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.domain.errors import BadUse, Trouble
from desktop_app.paths import DataFolder, private_temporary

if sys.platform == "win32":
    import msvcrt
    from multiprocessing.connection import PipeConnection as Connection
else:
    import fcntl
    from multiprocessing.connection import Connection

if TYPE_CHECKING:
    Line = Connection[Any, Any]

Command = dict[str, Any]
"""What a visitor asks for: `do` names it (raise, open, send, resume, text), the rest are its values."""
Message = dict[str, Any]
"""What the owner says meanwhile; the last one has `exit`."""
Tell = Callable[[Message], None]
Handler = Callable[[Command, Tell], Coroutine[Any, Any, int]]

_LONGEST_MESSAGE = 4_000_000
_PATIENCE_S = 10.0
_RETRY_S = 0.05
_LOOK_S = 0.2
_WAITING_VISITORS = 64
_TAKEN = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK, errno.EWOULDBLOCK})
"""What the systems answer while another process holds the lock."""

log = logging.getLogger(__name__)


class Owner:
    """Holds the lock of a data folder until it is closed."""

    def __init__(self, folder: DataFolder, lock: int) -> None:
        """Hold `lock`, the descriptor of the locked file."""
        self._folder = folder
        self._lock: int | None = lock
        self._listener: Listener | None = None
        self._address = ""
        self._room: Path | None = None  # private folder of the socket where the data folder's path is too long
        self._key = secrets.token_bytes(32)
        self._closing = threading.Event()
        self._threads: list[threading.Thread] = []
        self._running: set[concurrent.futures.Future[int]] = set()

    def serve(self, handler: Handler) -> None:
        """Take commands of other processes from now on; `handler` runs them on the running loop.

        Raises:
            BadUse: the folder does not take what others find us by.
        """
        loop = asyncio.get_running_loop()
        family = "AF_PIPE" if sys.platform == "win32" else "AF_UNIX"
        try:
            self._address = self._choose_address()
            self._listener = Listener(self._address or None, family, backlog=_WAITING_VISITORS)
            self._address = str(self._listener.address)
            self._write_door()
        except OSError as error:
            raise _cannot_be_used(self._folder, error) from error
        self._start(lambda: self._accept(loop, handler), "door")

    async def aclose(self, timeout_s: float = 2.0) -> None:
        """End the visitors' commands, stop listening and let go of the folder; takes at most about `timeout_s`."""
        await self.stop_serving(timeout_s)
        self.release()

    async def visitors_done(self) -> None:
        """Wait until no visitor's command is running."""
        while running := tuple(self._running):
            await asyncio.wait([asyncio.wrap_future(future) for future in running])
            await asyncio.sleep(_RETRY_S)  # their threads say goodbye

    async def stop_serving(self, timeout_s: float = 2.0) -> None:
        """End the visitors' commands and stop listening, but keep the folder: what is being stopped still uses it."""
        self._closing.set()
        for future in tuple(self._running):
            future.cancel()
        if self._listener is not None:
            self._folder.door.unlink(missing_ok=True)
            self._wake_listener()
            await asyncio.to_thread(self._wait_for_threads, timeout_s)
            self._listener.close()
            self._listener = None
            if self._room is not None:
                shutil.rmtree(self._room, ignore_errors=True)

    def _wait_for_threads(self, timeout_s: float) -> None:
        end = time.monotonic() + timeout_s
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))

    def release(self) -> None:
        """Let go of the folder, last of all."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _choose_address(self) -> str:
        address = ""  # the library makes up the name of a pipe
        if sys.platform != "win32":
            path = self._folder.socket
            if path is None:
                self._room = private_temporary("door")
                path = self._room / "owner.sock"
            path.unlink(missing_ok=True)  # left by a crash; the lock proves that nobody listens
            address = str(path)
        return address

    def _write_door(self) -> None:
        facts = json.dumps({"address": self._address, "key": self._key.hex(), "process": os.getpid()})
        draft = self._folder.door.with_suffix(".new")
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600, exist_ok=False)
        draft.write_text(facts, encoding="utf-8")
        draft.replace(self._folder.door)

    def _wake_listener(self) -> None:
        try:
            Client(self._address).close()  # accept() cannot be interrupted otherwise
        except OSError as error:
            log.info("the door was closed already: %s", error)

    def _start(self, work: Callable[[], None], name: str) -> None:
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=work, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self, loop: asyncio.AbstractEventLoop, handler: Handler) -> None:
        listener = self._listener
        assert listener is not None
        while not self._closing.is_set():
            try:
                connection = listener.accept()
            except OSError as error:
                if not self._closing.is_set():
                    log.warning("a visitor could not come in: %s", error)
                    time.sleep(_LOOK_S)
                continue
            if self._closing.is_set():
                connection.close()
                return
            self._start(lambda c=connection: self._attend(c, loop, handler), "visitor")  # type: ignore[misc]

    def _attend(self, connection: "Line", loop: asyncio.AbstractEventLoop, handler: Handler) -> None:
        with connection:
            try:
                deliver_challenge(connection, self._key)
                answer_challenge(connection, self._key)
                if not connection.poll(_PATIENCE_S):
                    return
                command = json.loads(connection.recv_bytes(_LONGEST_MESSAGE))
                if not isinstance(command, dict):
                    return
                self._carry_out(command, connection, loop, handler)
            except (AuthenticationError, OSError, EOFError, ValueError) as error:
                log.info("a visitor left or was refused: %s", type(error).__name__)

    def _carry_out(
        self, command: Command, connection: "Line", loop: asyncio.AbstractEventLoop, handler: Handler
    ) -> None:
        said: queue.SimpleQueue[Message] = queue.SimpleQueue()
        future = asyncio.run_coroutine_threadsafe(_answered(handler, command, said.put), loop)
        self._running.add(future)
        future.add_done_callback(lambda done: said.put(_CLOSED if done.cancelled() else {"exit": done.result()}))
        try:
            while True:
                try:
                    message = said.get(timeout=_LOOK_S)
                except queue.Empty:
                    if connection.poll():  # a visitor says nothing more: it is gone
                        return
                    continue
                connection.send_bytes(json.dumps(message).encode())
                if "exit" in message:
                    return
        finally:
            future.cancel()
            self._running.discard(future)


_CLOSED: Message = {"error": "SMS Desk was closed before this was done.", "exit": 1}


async def _answered(handler: Handler, command: Command, tell: Tell) -> int:
    """The handler's exit code, with every failure turned into words."""
    try:
        return await handler(command, tell)
    except Trouble as trouble:
        tell({"error": trouble.sentence})
        return trouble.exit_code
    except Exception:
        log.exception("a visitor's command failed")
        tell({"error": "Something unexpected happened; the log of SMS Desk has the details."})
        return 1


class Visit:
    """A connection to the owner, for one command."""

    def __init__(self, connection: "Line") -> None:
        self._connection = connection

    def close(self) -> None:
        """Leave without asking for anything."""
        self._connection.close()

    def ask(self, command: Command, tell: Tell) -> int:
        """Hand `command` over, pass on what the owner says and return its exit code. Blocks until it is done."""
        with self._connection as connection:
            connection.send_bytes(json.dumps(command).encode())
            while True:
                try:
                    message = json.loads(connection.recv_bytes(_LONGEST_MESSAGE))
                except (EOFError, OSError):
                    message = _CLOSED
                if set(message) != {"exit"}:
                    tell(message)
                if "exit" in message:
                    return int(message["exit"])


def claim(folder: DataFolder) -> Owner | None:
    """Become the owner of a prepared folder, or return None while another process is.

    Raises:
        BadUse: the folder cannot be locked at all.
    """
    try:
        descriptor = os.open(folder.lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise _cannot_be_used(folder, error) from error
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        if error.errno not in _TAKEN:
            raise _cannot_be_used(folder, error) from error
        return None
    return Owner(folder, descriptor)


def _cannot_be_used(folder: DataFolder, error: OSError) -> BadUse:
    return BadUse(
        "The data folder {folder} cannot be used: {why}.",
        "Nothing was sent.",
        "Name another one with --data-dir.",
        folder=str(folder.root),
        why=error.strerror or str(error),
    )


def visit(folder: DataFolder) -> Visit | None:
    """Connect to the owner; None when it does not listen (yet, or any more)."""
    try:
        door = json.loads(folder.door.read_text(encoding="utf-8"))
        line: Any = Client(door["address"], authkey=bytes.fromhex(door["key"]))  # a socket or a pipe
    except (OSError, EOFError, ValueError, KeyError, AuthenticationError):
        return None
    return Visit(line)


def enter(folder: DataFolder, *, patience_s: float = _PATIENCE_S) -> Owner | Visit:
    """Become the owner or reach it, whichever comes first; waits while one owner ends or another one starts.

    Raises:
        BadUse: the folder cannot be locked, or has an owner that does not answer within `patience_s`.
    """
    end = time.monotonic() + patience_s
    while True:
        found = claim(folder) or visit(folder)
        if found is not None:
            return found
        if time.monotonic() > end:
            raise BadUse(
                "SMS Desk is already running but does not answer.",
                "Nothing was sent.",
                "Close it, or end it in the system's list of programs, and try again.",
            )
        time.sleep(_RETRY_S)
