"""Zip containers (xlsx, xlsb, ods) checked before anything in them is read."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from desktop_app.domain.errors import BadFile
from desktop_app.sheets.refusals import damaged, password, too_large, unsafe
from desktop_app.sheets.sheet import Malformed

_ZIP_TROUBLES = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    IndexError,
)
"""What zipfile raises over damaged bytes."""
MAX_ENTRIES = 20_000
MAX_RATIO = 100
"""Inflated to packed size a workbook may reach; ordinary ones stay below 20."""
MAX_BOMB_LIKE = 150 << 20
"""Inflated bytes up to which a higher ratio is still read: a legal sheet of repeated text gets there."""
MAX_INFLATED = 3 << 30
MAX_PART = 64 << 20
"""Bytes of a part that is read as a whole (styles, relations); sheets and texts are streamed."""
CHUNK = 1 << 20
_PROLOG = 1 << 16
_ROOT = re.compile(rb"<[A-Za-z_]")
_XML_ENDS = (".xml", ".rels", ".vml")
_MANIFEST = "meta-inf/manifest.xml"


class Container:
    """The parts of a zip, found by name in any case, each read within bounds.

    Raises (on construction):
        BadFile: not a whole zip, locked, unsafe or too large.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except _ZIP_TROUBLES as error:
            raise damaged() from error
        self._parts: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            if info.is_dir():
                continue
            name = _plain_name(info.filename)
            if name in self._parts:
                raise damaged()  # two parts of one name: readers disagree which one counts
            self._parts[name] = info
        self._check_size(len(data))

    def _check_size(self, packed: int) -> None:
        infos = self._parts.values()
        inflated = sum(info.file_size for info in infos)
        if len(infos) > MAX_ENTRIES or inflated > MAX_INFLATED:
            raise too_large()
        if inflated > MAX_BOMB_LIKE and inflated > MAX_RATIO * packed:
            raise too_large()
        if any(info.flag_bits & 1 for info in infos):
            raise password()

    def refuse_entities(self) -> None:
        """Look at the head of every XML part.

        Raises:
            BadFile: a part declares a document type or entities; nobody's office program writes that.
        """
        for name in self._parts:
            if name.endswith(_XML_ENDS):
                self._refuse_doctype(name)

    def _refuse_doctype(self, name: str) -> None:
        head = b""
        for chunk in self.stream(name, _PROLOG):
            head += _as_utf8(chunk) if not head else chunk
            root = _ROOT.search(head)
            seen = head[: root.start()] if root else head
            if b"<!DOCTYPE" in seen.upper() or b"<!ENTITY" in seen.upper():
                if name == _MANIFEST and b"[" not in seen:
                    return  # old OpenOffice names its public document type here, without declaring anything
                raise unsafe()
            if root:
                return
            if len(head) > 1 << 20:
                raise unsafe()

    def __contains__(self, name: str) -> bool:
        return _plain_name(name) in self._parts

    def names(self) -> list[str]:
        """All part names in lower case, in the order of the zip."""
        return list(self._parts)

    def size(self, name: str) -> int:
        """Inflated bytes of a part."""
        return self._parts[_plain_name(name)].file_size

    def read(self, name: str) -> bytes:
        """A small part as a whole, as UTF-8.

        Raises:
            KeyError: no such part.
            BadFile: damaged or too large.
        """
        if self.size(name) > MAX_PART:
            raise too_large()
        return _as_utf8(b"".join(self.stream(name)))

    def stream(self, name: str, size: int = CHUNK) -> Iterator[bytes]:
        """A part piece by piece.

        Raises:
            KeyError: no such part.
            BadFile: its bytes are damaged.
        """
        info = self._parts[_plain_name(name)]
        try:
            with self._zip.open(info) as part:
                while chunk := part.read(size):
                    yield chunk
        except _ZIP_TROUBLES as error:
            if isinstance(error, RuntimeError) and "password" in str(error):
                raise password() from error
            raise damaged() from error


def _plain_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _as_utf8(data: bytes) -> bytes:
    """XML written as UTF-16 becomes UTF-8, without its declaration."""
    if data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return data
    text = data.decode("utf-16", "replace")
    return re.sub(r"^<\?xml[^>]*\?>", "", text.lstrip("\ufeff")).encode("utf-8", "replace")


def is_utf16(data: bytes) -> bool:
    """Whether an XML part begins with a UTF-16 mark."""
    return data[:2] in (b"\xff\xfe", b"\xfe\xff")


__all__ = ["CHUNK", "BadFile", "Container", "Malformed", "is_utf16"]
