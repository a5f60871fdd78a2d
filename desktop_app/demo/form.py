"""A request's parameters as PHP sees them: query string, urlencoded body and multipart body in one table of texts."""

import re
from collections.abc import Mapping
from email.message import Message
from urllib.parse import parse_qsl

_NAME = re.compile(rb'(?i)content-disposition:\s*form-data\b[^\r\n]*?;\s*name="([^"\r\n]*)"')


def parameters(query: bytes, content_type: str, body: bytes) -> Mapping[str, str]:
    """All parameters; the query string wins over the body, a later one of the same name over an earlier.

    A body of any other type (JSON for one) carries no parameters.
    """
    found: dict[str, str] = {}
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        found.update(_pairs(body))
    elif kind == "multipart/form-data":
        found.update(_multipart(content_type, body))
    found.update(_pairs(query))
    return found


def _pairs(text: bytes) -> list[tuple[str, str]]:
    return parse_qsl(text.decode("utf-8", "replace"), keep_blank_values=True, errors="replace")


def _multipart(content_type: str, body: bytes) -> dict[str, str]:
    header = Message()
    header["Content-Type"] = content_type
    boundary = header.get_boundary("")
    found: dict[str, str] = {}
    if not boundary:
        return found
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary.encode("latin-1", "replace"))[1:]:
        if part.startswith(b"--"):
            break
        head, _, content = part.partition(b"\r\n\r\n")
        name = _NAME.search(head)
        if name is not None:
            found[name[1].decode("utf-8", "replace")] = content.decode("utf-8", "replace")
    return found
