"""What passes between the window and the worker: JSON, typed by the domain's own dataclasses, never pickle."""

import json
import types
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from desktop_app.domain import errors
from desktop_app.domain.errors import BadFile, Trouble

MAX_MESSAGE = 256 << 20
"""Bytes of one message: pasted text and pages of rows fit many times over."""

_TROUBLES: dict[str, type[Trouble]] = {
    name: kind for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Trouble)
}


def pack(message: Mapping[str, Any]) -> bytes:
    """A message as bytes; unpaired surrogates, which no text should hold, become question marks."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def unpack(data: bytes) -> dict[str, Any]:
    """A message from bytes.

    Raises:
        ValueError, TypeError: not an object in JSON.
    """
    message = json.loads(data)
    if not isinstance(message, dict):
        raise TypeError("a message is an object")
    return message


def to_wire(value: Any) -> Any:
    """Dataclasses, enums, sets, mappings and paths as plain JSON values."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_wire(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return [[to_wire(key), to_wire(item)] for key, item in value.items()]
    if isinstance(value, (set, frozenset)):
        return sorted((to_wire(item) for item in value), key=repr)
    if isinstance(value, (list, tuple)):
        return [to_wire(item) for item in value]
    if isinstance(value, Path):
        return str(value)
    return value


def from_wire(kind: Any, data: Any) -> Any:
    """The value of type `kind` that `to_wire` made `data` from.

    Raises:
        TypeError, ValueError, KeyError: `data` does not fit `kind`.
    """
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _one_of(get_args(kind), data)
    if origin is Literal:
        if data in get_args(kind):
            return data
        raise ValueError(f"not one of {get_args(kind)}")
    if origin is not None:
        return _collection(origin, get_args(kind), data)
    if isinstance(kind, type):
        return _plain(kind, data)
    return data


def _one_of(kinds: tuple[Any, ...], data: Any) -> Any:
    if data is None and type(None) in kinds:
        return None
    trouble: Exception = TypeError("no alternative fits")
    for kind in kinds:
        if kind is type(None):
            continue
        try:
            return from_wire(kind, data)
        except (TypeError, ValueError, KeyError) as error:
            trouble = error
    raise trouble


def _collection(origin: type, arguments: tuple[Any, ...], data: Any) -> Any:
    if not isinstance(data, list):
        raise TypeError("a list is expected")
    if issubclass(origin, Mapping):
        return {from_wire(arguments[0], key): from_wire(arguments[1], item) for key, item in data}
    if origin is tuple and arguments[-1:] != (...,):
        return tuple(from_wire(kind, item) for kind, item in zip(arguments, data, strict=True))
    items = [from_wire(arguments[0], item) for item in data]
    if origin in (tuple, set, frozenset):
        return origin(items)
    if issubclass(origin, Sequence):
        return items
    raise TypeError(f"no way to read {origin}")


def _plain(kind: type, data: Any) -> Any:
    if is_dataclass(kind):
        return kind(**{name: from_wire(hint, data[name]) for name, hint in _hints(kind).items() if name in data})
    if issubclass(kind, Enum) or kind is Path:
        return kind(data)
    if kind is float and isinstance(data, int):
        return float(data)
    if kind is not object and not isinstance(data, kind):
        raise TypeError(f"{kind.__name__} is expected")
    return data


@lru_cache(maxsize=64)
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def trouble_to_wire(trouble: Trouble) -> dict[str, Any]:
    """An error for people, with the values to fill in as text."""
    values = {name: value if isinstance(value, (int, float)) else str(value) for name, value in trouble.values.items()}
    return {
        "class": type(trouble).__name__,
        "what": trouble.what,
        "meaning": trouble.meaning,
        "next_step": trouble.next_step,
        "values": values,
    }


def trouble_from_wire(data: Mapping[str, Any]) -> Trouble:
    """The error `trouble_to_wire` described; of an unknown class it is a `BadFile`."""
    kind = _TROUBLES.get(str(data["class"]), BadFile)
    return kind(data["what"], data["meaning"], data["next_step"], **data["values"])
