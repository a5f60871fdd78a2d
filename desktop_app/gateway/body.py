"""The body of an answer as it arrives: unpacked, and never larger than its limit, whatever a server packs."""

import zlib
from collections.abc import AsyncIterator, Awaitable, Callable


class TooLarge(Exception):
    """The answer passes its limit, packed or unpacked."""


class Broken(Exception):
    """The packing is damaged or ends too early."""


async def whole_body(
    chunks: AsyncIterator[bytes], encoding: str, limit: int, *, abandon: Callable[[], Awaitable[None]]
) -> bytes:
    """The body that `chunks` make up, unpacked.

    Args:
        chunks: as they come off the wire.
        encoding: the Content-Encoding.
        limit: most bytes, unpacked.
        abandon: closes the connection, so that no more chunks come.

    Raises:
        TooLarge: the limit is passed.
        Broken: the packing is damaged or ends too early.
        Exception: whatever broke under the chunks.
    """
    body = Body(encoding, limit)
    fault: TooLarge | Broken | None = None
    try:
        async for chunk in chunks:
            if fault is None and (fault := _fault_of(body, chunk)) is not None:
                await abandon()  # the next chunk fails and so ends the library's generators in order, one in another
    except Exception:
        if fault is None:
            raise
    if fault is not None:
        raise fault from None
    return body.finish()


def _fault_of(body: "Body", chunk: bytes) -> TooLarge | Broken | None:
    try:
        body.feed(chunk)
    except (TooLarge, Broken) as fault:
        return fault
    return None


class Body:
    """Collects the chunks of one answer."""

    def __init__(self, encoding: str, limit: int) -> None:
        """`encoding` is the Content-Encoding; only gzip is unpacked, the rest stays as it came. `limit` in bytes."""
        gzip = encoding.strip().lower() in {"gzip", "x-gzip"}
        self._unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if gzip else None
        self._limit = limit
        self._chunks: list[bytes] = []
        self._size = 0
        self._fed = False

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes off the wire.

        Raises:
            TooLarge: the limit is passed.
            Broken: not the packing that was announced, or something follows its end.
        """
        self._fed = self._fed or bool(chunk)
        if self._unpack is not None:
            room = self._limit - self._size + 1
            try:
                chunk = self._unpack.decompress(chunk, room)
            except zlib.error:
                raise Broken from None
            if self._unpack.unused_data:  # zlib would keep it all, without any limit
                raise Broken
        self._size += len(chunk)
        if self._size > self._limit:
            raise TooLarge
        self._chunks.append(chunk)

    def finish(self) -> bytes:
        """The whole body.

        Raises:
            Broken: the packed stream did not end.
        """
        if self._unpack is not None and self._fed and not self._unpack.eof:
            raise Broken
        return b"".join(self._chunks)
