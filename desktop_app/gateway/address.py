"""Where the gateway is: a base URL checked once, so that no request can leave over the wrong road."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from desktop_app.domain.errors import BadUse


@dataclass(frozen=True)
class Address:
    """A checked base URL; methods live at `base` + `/` + method."""

    base: str
    host: str
    port: int | None
    tls: bool
    loopback: bool

    @property
    def name(self) -> str:
        """Host, with its port where the URL names one."""
        return self.host if self.port is None else f"{self.host}:{self.port}"


def parse(url: str, *, allow_plain_http: bool = False) -> Address:
    """Check `url` and find the methods below it; a URL that already ends in `/getdata` is taken as it is.

    Raises:
        BadUse: not an http(s) URL, credentials or a query in it, or plain http to another computer without
            `allow_plain_http` (ARCHITECTURE decision 7).
    """
    shown = url.strip()
    if any(mark in shown for mark in "@?#"):  # first of all: whatever stands around these marks is never repeated
        raise BadUse("The gateway's address must hold nothing but its host and path.", "Nothing was sent.")
    try:
        parts = urlsplit(shown)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if parts.scheme not in {"http", "https"} or not host or any(c.isspace() for c in shown):
        raise BadUse("{url} is not an address of a gateway.", "", "It looks like https://smsgateway24.com.", url=shown)
    loopback = is_loopback(host)
    tls = parts.scheme == "https"
    if not tls and not loopback and not allow_plain_http:
        raise BadUse(
            "{host} is to be reached without encryption.",
            "Your token and messages could be read on the way, so nothing was sent.",
            "Use https, or allow plain http for this account in its settings.",
            host=host,
        )
    path = parts.path.rstrip("/")
    if not path.endswith("/getdata"):
        path += "/getdata"
    return Address(f"{parts.scheme}://{parts.netloc}{path}", host, port, tls, loopback)


def is_loopback(host: str) -> bool:
    """Whether `host` is this computer itself."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"
