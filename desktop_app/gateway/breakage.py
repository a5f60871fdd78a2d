"""What broke under a call, as one of the classes of `outcome.Why`, and whether anything had left by then."""

import errno
import logging
import ssl
from collections.abc import Awaitable, Callable, Iterator
from socket import gaierror
from types import ModuleType
from typing import Any

from desktop_app.gateway.outcome import Why

log = logging.getLogger(__name__)

_NO_NETWORK = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})


def why(error: BaseException, library: ModuleType) -> Why:
    """The class of what broke under a call; `library` is httpx, whose kinds of error are asked for."""
    if isinstance(error, library.ConnectError):
        return _why_not_connected(error)
    table = (
        (library.ConnectTimeout, Why.CONNECT_TIMEOUT),
        (library.ReadTimeout, Why.READ_TIMEOUT),
        ((library.WriteError, library.WriteTimeout), Why.WRITE_FAILED),
        (library.ProxyError, Why.PROXY),
        ((library.InvalidURL, UnicodeError), Why.NO_ADDRESS),  # a name that no host can have
        ((library.NetworkError, library.RemoteProtocolError, OSError), Why.CUT),
    )
    if isinstance(error, TimeoutError):  # ours over the whole call; it is an OSError too
        return Why.TOO_LONG
    found = next((why for kind, why in table if isinstance(error, kind)), Why.UNEXPECTED)
    if found is Why.UNEXPECTED:
        log.warning("a call broke in a way we do not know: %s", type(error).__name__)
    return found


def watch(seen: set[str]) -> Callable[[str, dict[str, Any]], Awaitable[None]]:
    """A listener on httpcore that notes "connecting" and "request": whether a byte of ours can have left."""

    async def note(event: str, info: dict[str, Any]) -> None:
        if event == "connection.connect_tcp.started":
            seen.add("connecting")
        elif event == "http11.send_request_headers.started" and info["request"].method != b"CONNECT":
            seen.add("request")  # a CONNECT goes to a proxy and carries nothing of ours

    return note


def _why_not_connected(error: BaseException) -> Why:
    for cause in _causes(error):
        if isinstance(cause, (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError)):
            return Why.NOT_CONNECTED  # cut during the handshake: a bad line, not a bad certificate
        if isinstance(cause, ssl.SSLError):
            return Why.TLS
        if isinstance(cause, gaierror):
            return Why.NO_ADDRESS
        if isinstance(cause, ConnectionRefusedError):
            return Why.NOT_LISTENING
        if isinstance(cause, OSError) and cause.errno in _NO_NETWORK:
            return Why.NO_NETWORK
    return Why.NOT_CONNECTED


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """`error` and everything behind it, groups opened."""
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for inner in error.exceptions:
                yield from _causes(inner)
        error = error.__cause__ or error.__context__
