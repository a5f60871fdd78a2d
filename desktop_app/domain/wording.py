"""A message with fields: `{Column name}`, `{First name|customer}`, and `{{` `}}` for braces themselves.

Parsed once, compiled to one `%` format, filled for every row. What a cell holds is never read as a field again.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_BREAK = re.compile("\r\n?|[\x85\u2028\u2029]")
_UNTIDY = re.compile(f"{_CONTROL.pattern[:-1]}\t\f\r\x85\u2028\u2029]")
_BLANK = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_FIRST_THAT_JOINS = "\u0300"
"""No character before it, nor a text that sorts before it, changes what it is appended to."""
_CLOSES = frozenset(",.;:!?)")
_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|\{[^{}]*")


@dataclass(frozen=True)
class Field:
    """A field of a template; `fallback` is None when the template names none, `start`/`end` are its place there."""

    name: str
    fallback: str | None
    start: int
    end: int


@dataclass(frozen=True)
class Template:
    """A parsed message: literals and fields in turn, one more literal than fields."""

    source: str
    literals: tuple[str, ...]
    fields: tuple[Field, ...]
    unclosed: tuple[str, ...] = ()
    """Beginnings of fields nobody closed; such a text is not sent."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields, each once, in order."""
        return tuple(dict.fromkeys(one.name for one in self.fields))


@dataclass(frozen=True)
class Empty:
    """Which fields of a row are empty: those without a fallback, and those that took theirs."""

    missing: tuple[str, ...]
    replaced: tuple[str, ...]

    def and_also(self, other: "Empty") -> "Empty":
        """Both together, each field once."""
        missing = tuple(dict.fromkeys(self.missing + other.missing))
        return Empty(missing, tuple(dict.fromkeys(self.replaced + other.replaced)))


@dataclass(frozen=True)
class Merged:
    """One finished text: where values stand in it, and which fields were empty."""

    text: str
    spans: tuple[tuple[int, int], ...]
    missing: tuple[str, ...]
    """Fields that are empty and have no fallback: such a text is not sent."""
    replaced: tuple[str, ...]
    """Fields that are empty and took their fallback."""


def key(name: str) -> str:
    """How names of fields and headings are compared: case, width and spacing do not count."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def clean(text: str) -> str:
    """Text as it may go out: NFC, no control characters, lone surrogates or invisible blanks, plain line breaks."""
    if text.isascii() and text.isprintable():
        return text
    text = _CONTROL.sub("", _BREAK.sub("\n", text).replace("\t", " ").replace("\x0c", "\n"))
    return unicodedata.normalize("NFC", text)


def clean_value(text: str) -> str:
    """A cell's value as it goes into a message: clean, without blanks around it; "" when only blanks are left."""
    text = clean(text).strip()
    return "" if _BLANK.fullmatch(text) else text


def clean_column(values: Sequence[str]) -> list[str]:
    """`clean_value` for a whole column; one scan when nothing needs cleaning, as in nearly all."""
    joined = "\n".join(values)
    if joined.isascii() and joined.replace("\n", "").isprintable():
        return list(map(str.strip, values))
    if _UNTIDY.search(joined) or not unicodedata.is_normalized("NFC", joined):
        return list(map(clean_value, values))
    if _INVISIBLE.search(joined):
        return ["" if _BLANK.fullmatch(value) else value.strip() for value in values]
    return list(map(str.strip, values))


@lru_cache(maxsize=64)
def parse(source: str) -> Template:
    """The template in `source`. Never fails: a brace left open is kept in `unclosed`."""
    source = clean(source)
    literals, fields, unclosed = [""], [], []
    position = 0
    for match in _TOKEN.finditer(source):
        literals[-1] += source[position : match.start()]
        position = match.end()
        token = match[0]
        if token in ("{{", "}}"):
            literals[-1] += token[0]
        elif match[1] is None:
            unclosed.append(token[:30])
            literals[-1] += token
        else:
            name, bar, fallback = match[1].partition("|")
            fields.append(Field(" ".join(name.split()), fallback if bar else None, match.start(), match.end()))
            literals.append("")
    literals[-1] += source[position:]
    return Template(source, tuple(literals), tuple(fields), tuple(unclosed))


class Merge:
    """A template bound to the columns of a sheet.

    Args:
        template: what to fill.
        columns: names people may use -> column index; compared by `key`, earlier names win.
        fallbacks: field name -> text for empty cells, for fields whose template names none.
    """

    def __init__(
        self, template: Template, columns: Iterable[tuple[str, int]], fallbacks: Mapping[str, str] | None = None
    ) -> None:
        known: dict[str, int] = {}
        for name, index in columns:
            known.setdefault(key(name), index)
        others = {key(name): text for name, text in (fallbacks or {}).items()}
        self.template = template
        found = [known.get(key(one.name)) for one in template.fields]
        names = (one.name for one, index in zip(template.fields, found, strict=True) if index is None)
        self.unknown: tuple[str, ...] = tuple(dict.fromkeys([*names, *template.unclosed]))
        """Fields the sheet has not; nothing can be sent while there are any."""
        self.columns: tuple[int, ...] = tuple(index if index is not None else -1 for index in found)
        """The column of every field of the template, in order; -1 for unknown ones."""
        self._fallbacks = tuple(
            clean(text) if text is not None else None
            for text in (
                one.fallback if one.fallback is not None else others.get(key(one.name)) for one in template.fields
            )
        )
        self._format = "%s".join(literal.replace("%", "%%") for literal in template.literals)

    def texts(self, values: Sequence[Sequence[str]], count: int) -> tuple[list[str], dict[int, Empty]]:
        """The finished texts of `count` rows, and which of them have an empty field.

        Args:
            values: one cleaned column (`clean_column`) for every field of the template, in its order.
            count: rows; the length of each of the columns.
        """
        if not self.template.fields:
            return [self._format % ()] * count, {}
        empty: dict[int, Empty] = {}
        untidy: set[int] = set()
        filled: list[Sequence[str]] = []
        for one, column, fallback in zip(self.template.fields, values, self._fallbacks, strict=True):
            holes = [row for row, value in enumerate(column) if not value] if "" in column else []
            note = Empty((one.name,), ()) if fallback is None else Empty((), (one.name,))
            for row in holes:
                known = empty.get(row)
                empty[row] = note if known is None else known.and_also(note)
            if holes and fallback:
                column = [value or fallback for value in column]
            elif fallback is not None:
                untidy.update(holes)
            filled.append(column)
        texts = list(map(self._format.__mod__, zip(*filled, strict=True)))
        for row in untidy:
            texts[row] = self.text([column[row] for column in values]).text
        if max(max(pieces, default="") for pieces in (*filled, self.template.literals)) >= _FIRST_THAT_JOINS:
            texts = [unicodedata.normalize("NFC", text) for text in texts]
        return texts, empty

    def text(self, values: Sequence[str]) -> Merged:
        """One finished text from cleaned values, one for every field of the template."""
        literals = list(self.template.literals)
        done = literals[0]
        spans: list[tuple[int, int]] = []
        missing: list[str] = []
        replaced: list[str] = []
        for index, (one, value) in enumerate(zip(self.template.fields, values, strict=True)):
            following = literals[index + 1]
            if not value:
                fallback = self._fallbacks[index]
                (missing if fallback is None else replaced).append(one.name)
                value = fallback or ""
                if fallback == "":
                    done, following = _tidied(done, following, at_end=index + 1 == len(values))
            start = len(done)
            done = unicodedata.normalize("NFC", done + value)
            spans.append((min(start, len(done)), len(done)))
            done = unicodedata.normalize("NFC", done + following)
        size = len(done)  # tidying may have taken the blank a fallback ended with
        places = tuple((min(start, size), min(end, size)) for start, end in spans)
        return Merged(done, places, tuple(dict.fromkeys(missing)), tuple(dict.fromkeys(replaced)))


def _tidied(before: str, after: str, *, at_end: bool) -> tuple[str, str]:
    """The text around a field that was left out: no double blank, no blank before a comma."""
    if (not before or before[-1].isspace()) and after[:1] == " ":
        return before, after[1:]
    if before[-1:] == " " and (at_end if not after else after[0] in _CLOSES or after[0].isspace()):
        return before[:-1], after
    return before, after
