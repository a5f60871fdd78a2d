"""Text out of XML: entities, Excel's own escapes, characters nobody can send."""

import re

from desktop_app.sheets.sheet import Malformed

_ENTITY = re.compile(r"&(?:(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);)?")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Control characters, lone surrogates and non-characters."""


def unescape(text: str) -> str:
    """Entities replaced.

    Raises:
        Malformed: a bare `&` or an entity XML does not know.
    """
    return _ENTITY.sub(_entity, text) if "&" in text else text


def _entity(match: re.Match[str]) -> str:
    name = match.group(1)
    if name is None:
        raise Malformed("entity")
    if name[0] != "#":
        return _NAMED[name]
    code = int(f"0{name[1:]}", 16) if name[1] in "xX" else int(name[1:])
    if code > 0x10FFFF:
        raise Malformed("character reference")
    return chr(code)


def excel_text(text: str) -> str:
    """Excel's `_x000D_` escapes resolved and line ends made `\\n`."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def clean(text: str) -> str:
    """Without characters that cannot be shown or sent."""
    return UNPRINTABLE.sub("", text)
