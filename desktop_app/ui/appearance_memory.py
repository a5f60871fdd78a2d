"""What the window remembers about itself: theme, text size, its place, the tab used last."""

from collections.abc import Callable
from typing import Any

from desktop_app.ui.parts import SmallMemory, Tasks
from desktop_app.ui.style import Appearance, Theme

_NAME = "window"


def _nothing() -> None:
    """Go on without waiting."""


class AppearanceMemory:
    """Reads once at the start and keeps what changes; a memory that cannot be read is an empty one."""

    def __init__(self, memory: SmallMemory, tasks: Tasks, appearance: Appearance) -> None:
        self._memory = memory
        self._tasks = tasks
        self._appearance = appearance
        self._kept: dict[str, Any] = {}

    def read(self, on_read: Callable[[str, str], None]) -> None:
        """Apply theme and text size, then tell place and tab ("" when not known)."""

        def apply(value: Any) -> None:
            self._kept = dict(value) if isinstance(value, dict) else {}
            theme = self._kept.get("theme")
            size = self._kept.get("text size")
            self._appearance.set(
                Theme(theme) if theme in set(Theme) else self._appearance.theme,
                float(size) if isinstance(size, (int, float)) else self._appearance.text_size,
            )
            on_read(str(self._kept.get("place", "")), str(self._kept.get("tab", "")))

        self._tasks.start(self._memory.get(_NAME), apply, name="read window memory")

    def keep(self, then: Callable[[], None] = _nothing, **facts: str | float) -> None:
        """Keep facts (`theme`, `text_size`, `place`, `tab`); `then` is called when they are kept or cannot be."""
        named = {name.replace("_", " "): value for name, value in facts.items()}
        if all(self._kept.get(name) == value for name, value in named.items()):
            then()
            return
        self._kept.update(named)
        self._tasks.start(
            self._memory.put(_NAME, dict(self._kept)),
            lambda _: then(),
            name="keep window memory",
            on_trouble=lambda _: then(),
        )
