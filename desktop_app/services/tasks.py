"""Every task has an owner and a name; the same name replaces; an unexpected end is logged and shown."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from desktop_app.clock import Clock
from desktop_app.domain.errors import Trouble

T = TypeVar("T")
Stop = Callable[[], None]

log = logging.getLogger(__name__)
_KEPT_ERRORS = 100


def _no_trouble(_trouble: Trouble) -> None:
    """Show nothing: the default until somebody can show it."""


def _no_error(_name: str, _error: BaseException) -> None:
    """Show nothing beyond the log."""


class Tasks:
    """Starts coroutines from plain functions (slots, callbacks) and keeps them until they end.

    Args:
        clock: whose time `every` and `later` count.
        on_trouble: told of a `Trouble` no caller took: words for people.
        on_error: told of any other exception, after it was logged: a bug.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        on_trouble: Callable[[Trouble], None] = _no_trouble,
        on_error: Callable[[str, BaseException], None] = _no_error,
    ) -> None:
        self.on_trouble = on_trouble
        self.on_error = on_error
        self._clock = clock
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._replaced: set[asyncio.Task[None]] = set()
        self._errors: list[tuple[str, BaseException]] = []
        self._unnamed = 0
        self._closed = False

    @property
    def errors(self) -> tuple[tuple[str, BaseException], ...]:
        """The last unexpected ends: name of the task and what it raised."""
        return tuple(self._errors)

    @property
    def names(self) -> frozenset[str]:
        """Names of the tasks that are alive."""
        return frozenset(self._tasks)

    def start(
        self,
        coro: Coroutine[Any, Any, T],
        on_done: Callable[[T], None] | None = None,
        *,
        name: str | None = None,
        on_trouble: Callable[[Trouble], None] | None = None,
    ) -> None:
        """Run `coro`; `on_done` gets its result on the loop's thread.

        A task of the same `name` is cancelled first and its `on_done` never called. After `aclose` nothing starts.
        """
        if self._closed:
            coro.close()
            return
        if name is None:
            self._unnamed += 1
            name = f"{getattr(coro, '__qualname__', 'task')} #{self._unnamed}"
        self.stop(name)
        task = asyncio.get_running_loop().create_task(self._run(name, coro, on_done, on_trouble), name=name)
        self._tasks[name] = task
        task.add_done_callback(lambda ended: self._forget(ended, coro))

    def every(
        self, seconds: float | Callable[[], float], make_coro: Callable[[], Awaitable[object]], *, name: str
    ) -> Stop:
        """Run `make_coro()` now and again `seconds` after each end, also after a failure; returns how to stop it."""
        pause = seconds if callable(seconds) else (lambda: seconds)

        async def repeat() -> None:
            while True:
                await self._guard(name, make_coro(), None)
                await self._clock.sleep(pause())

        return self._start_stoppable(repeat(), name)

    def later(self, seconds: float, call: Callable[[], object], *, name: str) -> Stop:
        """Call `call()` once, `seconds` from now; returns how to prevent it."""

        async def wait() -> None:
            await self._clock.sleep(seconds)
            call()

        return self._start_stoppable(wait(), name)

    def stop(self, name: str) -> None:
        """Cancel the task of that name, if there is one."""
        task = self._tasks.pop(name, None)
        if task is not None:
            self._replaced.add(task)
            task.cancel()

    async def aclose(self, timeout_s: float = 3.0) -> None:
        """Cancel everything and wait until it has ended, at most `timeout_s` real seconds."""
        self._closed = True
        me = asyncio.current_task()
        alive = [task for task in (*self._tasks.values(), *self._replaced) if task is not me and not task.done()]
        for task in alive:
            task.cancel()
        if not alive:
            return
        _, stuck = await asyncio.wait(alive, timeout=timeout_s)
        for task in stuck:
            log.error("task %s did not end within %s s", task.get_name(), timeout_s)

    def _start_stoppable(self, coro: Coroutine[Any, Any, None], name: str) -> Stop:
        self.start(coro, name=name)
        task = self._tasks.get(name)

        def stop() -> None:
            if self._tasks.get(name) is task:
                self.stop(name)

        return stop

    async def _run(
        self,
        name: str,
        coro: Coroutine[Any, Any, T],
        on_done: Callable[[T], None] | None,
        on_trouble: Callable[[Trouble], None] | None,
    ) -> None:
        async def work() -> None:
            result = await coro
            if on_done is not None:
                on_done(result)

        await self._guard(name, work(), on_trouble)

    async def _guard(self, name: str, work: Awaitable[object], on_trouble: Callable[[Trouble], None] | None) -> None:
        try:
            await work
        except Trouble as trouble:
            log.info("%s: %s", name, trouble)
            (on_trouble or self.on_trouble)(trouble)
        except Exception as error:
            log.exception("task %s failed", name)
            self._errors = [*self._errors[1 - _KEPT_ERRORS :], (name, error)]
            self.on_error(name, error)

    def _forget(self, task: asyncio.Task[None], coro: Coroutine[Any, Any, Any]) -> None:
        coro.close()  # never begun when it was cancelled at once
        self._replaced.discard(task)
        if self._tasks.get(task.get_name()) is task:
            del self._tasks[task.get_name()]
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("task %s failed while telling of a failure", task.get_name(), exc_info=error)
