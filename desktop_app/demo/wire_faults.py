"""The relay in front of the server: passes bytes on, resets connections, cuts answers, takes the network away.

The server knows a connection by the relay's own port on the inner side (the peer's port it sees), so the relay needs
no knowledge of HTTP.
"""

import asyncio
import contextlib
import os
import socket
import struct
from dataclasses import dataclass, field

_CHUNK = 1 << 16
_LINGER_0 = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
_GONE = (OSError, asyncio.IncompleteReadError)


@dataclass
class _Connection:
    client: asyncio.StreamWriter
    inner: asyncio.StreamWriter
    keep_share: float | None = None
    held: bytearray = field(default_factory=bytearray)

    def reset(self) -> None:
        """End both sides at once; the client sees a reset, not an orderly end."""
        sock = self.client.get_extra_info("socket")
        if sock is not None:
            with contextlib.suppress(OSError):
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_0)
        self.client.transport.abort()
        self.inner.transport.abort()


class Relay:
    """A TCP relay on 127.0.0.1, living on the loop it was started on.

    Args:
        inner_port: where the server itself listens.
    """

    def __init__(self, inner_port: int) -> None:
        self._inner_port = inner_port
        self._listener: asyncio.Server | None = None
        self._connections: dict[int, _Connection] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.port = 0

    async def open(self, port: int = 0) -> int:
        """Listen; returns the port, the same as before when it was open once."""
        self._listener = await asyncio.start_server(self._accept, "127.0.0.1", port or self.port, limit=_CHUNK)
        self.port = self._listener.sockets[0].getsockname()[1]
        return self.port

    async def close(self) -> None:
        """Refuse new connections and reset those there are, as when the network goes."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        for connection in list(self._connections.values()):
            connection.reset()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def reset(self, peer_port: int) -> None:
        """Reset the connection the server knows by `peer_port`; unknown ones are gone already."""
        connection = self._connections.get(peer_port)
        if connection is not None:
            connection.reset()

    def cut(self, peer_port: int, share: float) -> None:
        """Hold what the server still writes and, once it closes, pass only `share` (0 to 1) of it on."""
        connection = self._connections.get(peer_port)
        if connection is not None:
            connection.keep_share = share

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None  # stream callbacks always run in a task
        self._tasks.add(task)
        try:
            await self._relay(reader, writer)
        except asyncio.CancelledError:
            writer.transport.abort()
        finally:
            self._tasks.discard(task)

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", self._inner_port, limit=_CHUNK)
        except OSError:
            writer.transport.abort()
            return
        port = inner_writer.get_extra_info("sockname")[1]
        connection = _Connection(writer, inner_writer)
        self._connections[port] = connection
        asking = asyncio.ensure_future(self._pass_on(reader, inner_writer))
        try:
            await self._pass_back(inner_reader, connection)
        finally:
            asking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await asking
            del self._connections[port]
            for end in (writer, inner_writer):
                end.close()

    async def _pass_on(self, reader: asyncio.StreamReader, inner: asyncio.StreamWriter) -> None:
        """Client to server, until either ends; a client that hangs up ends the call at the server too."""
        with contextlib.suppress(*_GONE):
            while data := await reader.read(_CHUNK):
                inner.write(data)
                await inner.drain()
        with contextlib.suppress(OSError, RuntimeError):
            inner.write_eof()

    async def _pass_back(self, inner_reader: asyncio.StreamReader, connection: _Connection) -> None:
        """Server to client; a cut answer is held until it is whole, then its first part is passed on."""
        with contextlib.suppress(*_GONE):
            while data := await inner_reader.read(_CHUNK):
                if connection.keep_share is None:
                    connection.client.write(data)
                    await connection.client.drain()
                else:
                    connection.held += data
            if connection.keep_share is not None and connection.held:
                keep = min(int(len(connection.held) * connection.keep_share), len(connection.held) - 1)
                connection.client.write(bytes(connection.held[:keep]))
                await connection.client.drain()
