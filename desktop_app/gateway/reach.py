"""What a failed call says about this computer's way to the service: an answer that was cut was reached all the same."""

from desktop_app.domain.errors import Trouble
from desktop_app.gateway.outcome import BEFORE_ANY_BYTE, NotReached, Why

_SILENT = frozenset({Why.READ_TIMEOUT, Why.TOO_LONG, Why.WRITE_FAILED})
_NO_NETWORK = frozenset({Why.NO_ADDRESS, Why.NO_NETWORK})


def lost_connection(trouble: Trouble) -> bool:
    """Whether the service was not reached at all, or stayed silent."""
    return isinstance(trouble, NotReached) and (trouble.why in BEFORE_ANY_BYTE or trouble.why in _SILENT)


def lost_network(trouble: Trouble) -> bool:
    """Whether this computer has no network: when it is back, it may be another one."""
    return isinstance(trouble, NotReached) and trouble.why in _NO_NETWORK
