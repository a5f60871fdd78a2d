"""What a command says while it works: plain dictionaries, so that they can cross to another process."""

from collections.abc import Callable
from typing import Any

Message = dict[str, Any]
Tell = Callable[[Message], None]


def line(words: str) -> Message:
    """Say something that belongs to the results."""
    return {"line": words}


def note(words: str) -> Message:
    """Say something beside the results: what is being done, what to know."""
    return {"note": words}


def progress(label: str, done: int, total: int, words: str = "") -> Message:
    """Say how far something is; `words` says what it waits for or consists of."""
    return {"progress": {"label": label, "done": done, "total": total, "words": words}}


def plural(count: int, one: str, many: str = "") -> str:
    """`count` with its word: `1 message`, `1,248 messages`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
