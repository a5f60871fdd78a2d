"""The frame of an .xlsx or .xlsm: its sheets, texts, number formats. The cells are read by `sheet_xml`."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from desktop_app.sheets.container import Container, is_utf16
from desktop_app.sheets.number_format import NumberFormat, built_in_code, number_format
from desktop_app.sheets.number_words import ENGLISH, Language
from desktop_app.sheets.sheet import Malformed
from desktop_app.sheets.xml_text import UNPRINTABLE, clean, excel_text, unescape

_SIMPLE_TEXT = re.compile(r"<si>\s*<t(?: [^<>]*)?>([^<]*)</t>\s*</si>|<si>(.*?)</si>|<si ?(/)>", re.DOTALL)
_RUN = re.compile(r"<t(?: [^<>]*)?>([^<]*)</t>|<t ?/>", re.DOTALL)
_PHONETIC = re.compile(r"<rPh\b.*?</rPh>", re.DOTALL)
_DRIVE = re.compile(r"^[a-z]+://")


@dataclass(frozen=True)
class SheetPart:
    """A worksheet the workbook lists."""

    name: str
    part: str
    visible: bool


@dataclass
class Texts:
    """Shared strings by their number; `cleaned` are those that lost unprintable characters."""

    strings: list[str] = field(default_factory=list)
    cleaned: set[int] = field(default_factory=set)


class Xlsx:
    """An opened .xlsx; parts are read when they are needed.

    Raises (on construction):
        Malformed: no workbook part can be found or read.
        BadFile: damaged or unsafe.
    """

    def __init__(self, container: Container, language: Language = ENGLISH) -> None:
        self.container = container
        self._language = language
        self._workbook = self._find_workbook()
        self._relations = related(container, self._workbook)
        root = _tree(container.read(self._workbook))
        self.date1904 = False
        self.sheets: list[SheetPart] = []
        self._read_workbook(root)
        self._texts: Texts | None = None
        self._formats: list[NumberFormat] | None = None

    def _find_workbook(self) -> str:
        try:
            for target, kind in related(self.container, "").values():
                if kind == "officeDocument" and target in self.container:
                    return target
        except Malformed:
            pass  # damaged relations: workbooks nearly always lie in the same place
        if "xl/workbook.xml" in self.container:
            return "xl/workbook.xml"
        raise Malformed("no workbook part")

    def _read_workbook(self, root: ElementTree.Element) -> None:
        for element in root.iter():
            tag = _local(element.tag)
            if tag == "workbookPr":
                self.date1904 = element.get("date1904", "").lower() in ("1", "true", "on")
            elif tag == "sheet":
                self._add_sheet(element)

    def _add_sheet(self, element: ElementTree.Element) -> None:
        relation = next((value for key, value in element.attrib.items() if _local(key) == "id"), "")
        target, kind = self._relations.get(relation, ("", ""))
        if not target and not self._relations:
            target, kind = f"xl/worksheets/sheet{len(self.sheets) + 1}.xml", "worksheet"
        if kind != "worksheet" or target not in self.container:
            return  # chart, dialog and macro sheets have no rows
        visible = element.get("state", "visible").lower() not in ("hidden", "veryhidden")
        self.sheets.append(SheetPart(element.get("name", ""), target, visible))

    @property
    def texts(self) -> Texts:
        """The shared strings.

        Raises:
            Malformed: the part is not XML as spreadsheets write it.
        """
        if self._texts is None:
            self._texts = self._read_texts()
        return self._texts

    def _read_texts(self) -> Texts:
        part = self._part_of_kind("sharedStrings", "xl/sharedstrings.xml")
        texts = Texts()
        if part is None:
            return texts
        for piece in text_pieces(self.container, part, "</si>"):
            if "<!" in piece or ":si>" in piece or not self._add_texts(texts, piece):
                return self._read_texts_slowly(part)
        return texts

    def _add_texts(self, texts: Texts, piece: str) -> bool:
        """Add the strings of a piece; False when it is not written the way every program writes it."""
        rough = "&" in piece or "_x" in piece or "\r" in piece or UNPRINTABLE.search(piece) is not None
        found = _SIMPLE_TEXT.findall(piece)
        if len(found) != piece.count("<si") or (piece.count("<si") - piece.count("<si/>") != piece.count("</si>")):
            return False
        if not rough and not any(rich for _, rich, _ in found):
            texts.strings.extend([simple for simple, _, _ in found])
            return True
        for simple, rich, _ in found:
            raw = "".join(_RUN.findall(_PHONETIC.sub("", rich))) if rich else simple
            self._add_rough(texts, excel_text(unescape(raw)))
        return True

    def _add_rough(self, texts: Texts, text: str) -> None:
        cleaned = clean(text)
        if cleaned != text:
            texts.cleaned.add(len(texts.strings))
        texts.strings.append(cleaned)

    def _read_texts_slowly(self, part: str) -> Texts:
        texts = Texts()
        for element in _tree(self.container.read(part)):
            if _local(element.tag) == "si":
                self._add_rough(texts, excel_text("".join(_text_runs(element))))
        return texts

    @property
    def formats(self) -> list[NumberFormat]:
        """Number formats by style number; without a styles part everything is General."""
        if self._formats is None:
            self._formats = self._read_formats()
        return self._formats

    def format_of(self, style: int) -> NumberFormat:
        """The number format of a style; General when the file does not define the style."""
        formats = self.formats
        return formats[style] if 0 <= style < len(formats) else number_format("General", self.date1904, self._language)

    def _read_formats(self) -> list[NumberFormat]:
        part = self._part_of_kind("styles", "xl/styles.xml")
        if part is None:
            return []
        codes: dict[int, str] = {}
        styles: list[int] = []
        try:
            root = _tree(self.container.read(part))
        except Malformed:
            return []  # numbers then show as General, as the file's own readers do
        for element in root:
            tag = _local(element.tag)
            if tag == "numFmts":
                codes = {_number(child.get("numFmtId")): child.get("formatCode") or "General" for child in element}
            elif tag == "cellXfs":
                styles = [_number(child.get("numFmtId")) for child in element if _local(child.tag) == "xf"]
        return [self._format(codes, number) for number in styles]

    def _format(self, codes: dict[int, str], number: int) -> NumberFormat:
        code = codes.get(number)
        if code is None or number in (14, 22):
            code = built_in_code(number, self._language)
        return number_format(code, self.date1904, self._language)

    def _part_of_kind(self, kind: str, usual: str) -> str | None:
        for target, its_kind in self._relations.values():
            if its_kind == kind and target in self.container:
                return target
        return usual if usual in self.container else None


def related(container: Container, part: str) -> dict[str, tuple[str, str]]:
    """Relations of a part: id -> (target part, last word of its kind).

    Raises:
        Malformed: they are no XML.
    """
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in container:
        return {}
    found = {}
    for element in _tree(container.read(path)).iter():
        target = element.get("Target")
        if target and element.get("TargetMode") != "External" and not _DRIVE.match(target.lower()):
            plain = target.replace("\\", "/")
            whole = plain if plain.startswith("/") else posixpath.join(folder, plain)
            kind = (element.get("Type") or "").rsplit("/", 1)[-1]
            found[element.get("Id") or ""] = (posixpath.normpath(whole).lstrip("/"), kind)
    return found


def text_pieces(container: Container, part: str, end: str) -> Iterator[str]:
    """A part as text in pieces that end with `end`, the last one with what is left.

    Raises:
        Malformed: not UTF-8 (or UTF-16) text.
    """
    mark = end.encode()
    rest = b""
    for chunk in container.stream(part):
        if not rest and is_utf16(chunk):
            yield container.read(part).decode()
            return
        rest += chunk
        cut = rest.rfind(mark)
        if cut >= 0:
            cut += len(mark)
            yield _decode(rest[:cut])
            rest = rest[cut:]
    yield _decode(rest)


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8")
    except UnicodeDecodeError as error:
        raise Malformed("not UTF-8") from error


def _text_runs(element: ElementTree.Element) -> Iterator[str]:
    for child in element:
        tag = _local(child.tag)
        if tag == "t":
            yield child.text or ""
        elif tag == "r":
            yield from _text_runs(child)


def _tree(data: bytes) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(data)  # noqa: S314  # Container.refuse_entities came before
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise Malformed("XML") from error


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def _number(text: str | None) -> int:
    try:
        return int(text or 0)
    except ValueError:
        return 0
