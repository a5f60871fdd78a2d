"""The practice gateway on 127.0.0.1: uvicorn behind the relay, in its own thread and its own loop."""

import asyncio
import contextlib
import logging
import socket
import threading
from collections.abc import Coroutine, Sequence
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import Any, Self, TypeVar

import uvicorn

from desktop_app.demo.account import Account
from desktop_app.demo.app import Calls, build
from desktop_app.demo.faults import FaultDice, Faults
from desktop_app.demo.gateway_time import GatewayTime, TimeSource
from desktop_app.demo.messages import Message, Telegram
from desktop_app.demo.methods import Access
from desktop_app.demo.phones import SimulatedPhone
from desktop_app.demo.story import story_phones
from desktop_app.demo.variants import Variants
from desktop_app.demo.wire_faults import Relay

TICK_S = 0.1
START_WITHIN_S = 10.0
END_WITHIN_S = 1.0
KEEP_ALIVE_S = 65  # what web servers usually allow
_log = logging.getLogger(__name__)
T = TypeVar("T")


class _Server(uvicorn.Server):
    """A server that says when it listens and ends at once when told, not at its next look."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()
        self.ending = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen."""
        await super().startup(sockets=sockets)
        self.listening.set()

    async def main_loop(self) -> None:
        """Serve until told to end."""
        await self.ending.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop listening and let calls under way end; the relay has reset their connections already."""
        for listener in [*self.servers, *(sockets or ())]:
            listener.close()
        if self.server_state.tasks:
            await asyncio.wait(self.server_state.tasks, timeout=END_WITHIN_S)


class PracticeGateway:
    """A practice SmsGateway24: real HTTP, made-up phones, nothing leaves this computer.

    One object can be started and stopped several times and keeps its messages; methods may be called from any thread.

    Args:
        clock: where time comes from (`wall()` aware UTC and `elapsed()` seconds); this computer's by default.
        seed: everything random follows from it.
        speed: gateway seconds per second of `clock`.
        variants: how answers differ from the recorded ones.
        faults: what goes wrong, and how often.
        ledger: file for one JSON line per stored message; taken up again if it exists.
        token: the only token accepted; any non-empty one by default.
        phones: the account's phones; the four of the story, well-behaved, by default.
    """

    def __init__(
        self,
        clock: TimeSource | None = None,
        *,
        seed: int = 0,
        speed: float = 1.0,
        variants: Variants | None = None,
        faults: Faults | None = None,
        ledger: Path | None = None,
        token: str | None = None,
        phones: Sequence[SimulatedPhone] | None = None,
    ) -> None:
        variants = variants or Variants()
        self._account = Account(
            GatewayTime(clock, speed=speed, off_s=variants.clock_off_h * 3600),
            seed=seed,
            variants=variants,
            phones=story_phones() if phones is None else phones,
            ledger=ledger,
        )
        self.access = Access(seed, token)
        """Whose token counts: `refused` and `refuses_all` may be changed at any time."""
        self._dice = FaultDice(faults or Faults(), seed)
        self._calls = Calls(self._account, self.access, self._dice)
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ending: asyncio.Event | None = None
        self._relay: Relay | None = None
        self._port = 0

    # --- running

    def start(self, port: int = 0) -> str:
        """Listen on 127.0.0.1 and return the base URL; port 0 takes a free one, or the one used before.

        Raises:
            OSError: the port is taken, or the ledger cannot be written.
        """
        if self._thread is not None:
            raise RuntimeError("the practice gateway is running already")
        self._account.open()
        ready: Future[int] = Future()
        self._thread = threading.Thread(
            target=self._run, args=(port or self._port, ready), name="practice gateway", daemon=True
        )
        self._thread.start()
        try:
            self._port = ready.result(START_WITHIN_S)
        except BaseException:
            self._thread.join(START_WITHIN_S)
            self._thread = None
            raise
        return self.url

    def stop(self) -> None:
        """Stop listening, store what was to be stored late, close the ledger; harmless when not running."""
        thread, self._thread = self._thread, None
        if thread is not None:
            if self._loop is not None and self._ending is not None:
                with contextlib.suppress(RuntimeError):
                    self._loop.call_soon_threadsafe(self._ending.set)
            thread.join(START_WITHIN_S)
        self._account.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """`http://127.0.0.1:PORT` of the last start."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def running(self) -> bool:
        """Whether it listens."""
        return self._thread is not None

    def _run(self, port: int, ready: "Future[int]") -> None:
        try:
            asyncio.run(self._serve(port, ready))
        except BaseException as error:
            if not ready.done():
                ready.set_exception(error)
                return
            _log.exception("the practice gateway ended")
            raise

    async def _serve(self, port: int, ready: "Future[int]") -> None:
        self._loop, self._ending = asyncio.get_running_loop(), asyncio.Event()
        inner = socket.socket()
        inner.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            build(self._calls),
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            ws="none",
            timeout_keep_alive=KEEP_ALIVE_S,
        )
        server = _Server(config)
        self._relay = Relay(inner.getsockname()[1])
        self._calls.line = self._relay
        serving = asyncio.create_task(server.serve(sockets=[inner]))
        ticking = asyncio.create_task(self._tick())
        try:
            await server.listening.wait()
            ready.set_result(await self._relay.open(port))
            await self._ending.wait()
        finally:
            ticking.cancel()
            await self._relay.close()
            server.ending.set()
            await serving

    async def _tick(self) -> None:
        """Let due things happen even when nobody asks, late stores above all."""
        while True:
            await asyncio.sleep(TICK_S)
            self._account.advance()

    def set_network(self, up: bool) -> None:
        """Take the network away (connections reset, new ones refused) or give it back on the same port."""
        relay = self._relay
        if relay is None:
            raise RuntimeError("the practice gateway is not running")

        async def switch() -> None:
            if up:
                await relay.open()
            else:
                await relay.close()

        self._on_loop(switch())

    def _on_loop(self, work: Coroutine[Any, Any, T]) -> T:
        assert self._loop is not None  # only called while running
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(START_WITHIN_S)

    # --- looking and meddling, for tests and the demo

    @property
    def entries(self) -> list[dict[str, Any]]:
        """The ledger in memory: one entry per stored message, oldest first."""
        with self._account.lock:
            self._account.advance()
            return list(self._account.entries)

    @property
    def messages(self) -> list[Message]:
        """All messages as they stand now, incoming ones included, ascending by id."""
        with self._account.lock:
            self._account.advance()
            return sorted(self._account.messages, key=lambda message: message.id)

    @property
    def telegrams(self) -> list[Telegram]:
        """The Telegram messages asked for, oldest first."""
        with self._account.lock:
            return list(self._account.telegrams)

    @property
    def account(self) -> Account:
        """The account itself: set_status, move, delete, copy, add_phone, now."""
        return self._account

    def disturb_next(self, *names: str | None) -> None:
        """What goes wrong with the coming send calls, by fault name; `None` for nothing."""
        self._dice.disturb_next(names)

    def set_faults(self, faults: Faults) -> None:
        """Change what goes wrong from now on."""
        self._dice.faults = faults

    def receive(
        self, sender: str, body: str, device_id: int | None = None, *, sim: int = 0, at: datetime | None = None
    ) -> int:
        """A text came in; returns its id.

        Args:
            sender: E.164.
            body: the text.
            device_id: which phone got it; the first by default.
            sim: on which SIM.
            at: when, aware; now by the gateway's clock by default.
        """
        phone = next(iter(self._account.phones)) if device_id is None else device_id
        return self._account.receive(sender, body, phone, sim=sim, moment=None if at is None else at.timestamp())

    def set_phone_online(self, device_id: int, online: bool) -> None:
        """Take a phone's contact away or give it back."""
        self._account.set_phone_online(device_id, online)

    def remove_phone(self, device_id: int) -> None:
        """Take a phone out of the account; its waiting messages stay where they are."""
        with self._account.lock:
            self._account.advance()
            self._account.set_phone_online(device_id, online=False)
            del self._account.phones[device_id]

    def store_all_late(self) -> None:
        """Store at once what is still to be stored late."""
        self._account.settle_late()
