"""What a file really is, by its first bytes and its parts, whatever its name says."""

import re
from pathlib import PurePath

from desktop_app.domain.errors import BadFile
from desktop_app.sheets import refusals
from desktop_app.sheets.container import Container
from desktop_app.sheets.encodings import decode

XLSX, XLSB, XLS, ODS, CSV = "xlsx", "xlsb", "xls", "ods", "csv"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BARE_BIFF = re.compile(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08\x10]\x00")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_FOREIGN = (
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed (gzip) file"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed (7-Zip) file"),
    (b"Rar!", "a compressed (RAR) file"),
    (b"BZh", "a compressed (bzip2) file"),
    (b"\xfd7zXZ", "a compressed (xz) file"),
    (b"\x28\xb5\x2f\xfd", "a compressed (zstd) file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"SQLite format 3\x00", "a database"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"RIFF", "a media file"),
)
_STREAMS = (
    ("EncryptedPackage", None),
    ("WordDocument", "a Word document"),
    ("PowerPoint Document", "a presentation"),
    ("__substg1.0_", "an e-mail message"),
    ("VisioDocument", "a Visio drawing"),
)
_TEXT_NAMES = frozenset({"", ".csv", ".tsv", ".tab", ".txt", ".prn", ".asc", ".dat", ".text", ".log", ".xls"})
_GOOGLE = re.compile(rb"https?://(?:docs|drive|sheets)\.google\.com/")


def kind_of(data: bytes, name: str) -> tuple[str, Container | None]:
    """The kind of a file and, for zips, its checked container.

    Args:
        data: the whole file.
        name: its file name, for cases the bytes cannot tell.

    Raises:
        BadFile: empty, locked, unsafe, or nothing a list of people could be in.
    """
    suffix = PurePath(name).suffix.lower()
    if not data.strip(b"\0") or not data.strip():
        raise refusals.empty_file()
    if data.startswith(_ZIP):
        return _kind_of_zip(data, suffix)
    if data.startswith(_OLE):
        return _kind_of_ole(data), None
    for mark, kind in _FOREIGN:
        if data.startswith(mark):
            raise refusals.wrong_kind(kind)
    if _BARE_BIFF.match(data):
        return XLS, None
    return _kind_of_text(data, suffix), None


def _kind_of_zip(data: bytes, suffix: str) -> tuple[str, Container]:
    container = Container(data)
    container.refuse_entities()
    names = container.names()
    folders = {name.split("/", 1)[0] for name in names if "/" in name}
    if "xl/workbook.bin" in container:
        return XLSB, container
    if "index/document.iwa" in container or "index.zip" in container or any(name.endswith(".iwa") for name in names):
        raise refusals.apple_numbers() if suffix in (".numbers", "") else refusals.wrong_kind("an Apple document")
    if "content.xml" in container:
        return _kind_of_open_document(container), container
    if "word" in folders:
        raise refusals.wrong_kind("a Word document")
    if "ppt" in folders:
        raise refusals.wrong_kind("a presentation")
    if "xl" in folders or "[content_types].xml" in container:
        return XLSX, container
    raise refusals.wrong_kind("a compressed (zip) file")


def _kind_of_open_document(container: Container) -> str:
    mimetype = container.read("mimetype").strip() if "mimetype" in container else b""
    if mimetype and b"spreadsheet" not in mimetype and b"calc" not in mimetype:
        raise refusals.wrong_kind("an OpenDocument file of another kind")
    manifest = container.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in container else b""
    if b"encryption-data" in manifest:
        raise refusals.password()
    return ODS


def _kind_of_ole(data: bytes) -> str:
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in data:
            raise refusals.password() if kind is None else refusals.wrong_kind(kind)
    return XLS


def _kind_of_text(data: bytes, suffix: str) -> str:
    head = data[: 1 << 16]
    start = decode(head[: len(head) - len(head) % 4]).text.lstrip("\ufeff \t\r\n")[:4096]
    lower = start.lower()
    if lower.startswith("begin:vcard"):
        raise refusals.contacts_file()
    if lower.startswith(("begin:vcalendar", "from ")) and suffix in (".ics", ".eml", ".mbox"):
        raise refusals.wrong_kind("a calendar or an e-mail")
    if lower.startswith("<"):
        _refuse_markup(lower)
    if _GOOGLE.search(head[:2048]) and (suffix == ".gsheet" or (len(data) < 2048 and "\n" not in start.strip())):
        raise refusals.google_link()
    if lower.startswith(("{", "[{", "[[")) and suffix not in (".csv", ".tsv"):
        raise refusals.wrong_kind("a JSON file")
    if _looks_binary(data):
        raise refusals.unknown()
    if suffix not in _TEXT_NAMES and suffix in (".xlsx", ".xlsm", ".xlsb", ".ods", ".xltx", ".ots", ".fods"):
        raise refusals.wrong_kind("plain text under another name")
    return CSV


def _refuse_markup(lower: str) -> None:
    if "<html" in lower or "<!doctype html" in lower or "<table" in lower or "<body" in lower:
        raise refusals.web_page()
    if "<?xml" in lower or "<workbook" in lower or "<office:" in lower:
        raise refusals.xml_2003()


def _looks_binary(data: bytes) -> bool:
    """Whether too many bytes are none that text has."""
    head = data[: 1 << 16]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or head[:4] == b"\0\0\xfe\xff":
        return False
    text = decode(head[: len(head) - len(head) % 4] if len(head) > 4 else head).text
    odd = sum((letter < " " and letter not in "\t\r\n\x0b\x0c\x1a") or letter == "\ufffd" for letter in text)
    return odd > max(len(text) // 50, 1)


__all__ = ["CSV", "ODS", "XLS", "XLSB", "XLSX", "BadFile", "kind_of"]
