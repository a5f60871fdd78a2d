"""The account's token: in the operating system's keyring, or in memory for this run; never anywhere else.

Only keyrings the system itself encrypts are used (reliability.md S1); `keyring` may offer others, such as a plain file,
and is then refused.
"""

import asyncio
import json
import logging
import threading
from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

log = logging.getLogger(__name__)

_T = TypeVar("_T")
ENVIRONMENT = "SMS_DESK_TOKEN"
_ENTRY = "account"
_PATIENCE_S = 60.0
"""How long a keyring may take: the system may be asking the person to unlock it."""
_SAFE = frozenset(
    {
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
    }
)


class Keyring(Protocol):
    """What is asked of a keyring; the library's backends have these."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return the secret or None."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep the secret."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Remove the secret."""
        ...


def from_environment(environ: Mapping[str, str]) -> str | None:
    """Return the token in `SMS_DESK_TOKEN`; None when unset or blank."""
    return environ.get(ENVIRONMENT, "").strip() or None


def service_name(base_url: str) -> str:
    """Return the keyring's entry for a gateway: one account per host (and port)."""
    parts = urlsplit(base_url)
    return f"SMS Desk ({parts.netloc.rpartition('@')[2].lower() or 'unknown'})"


def safe_keyring() -> Keyring | None:
    """Return the system's keyring, or None where there is none that encrypts.

    A chain of keyrings is opened and only a safe link of it used, so that no secret falls through to a plain file.
    """
    import keyring

    try:
        chosen: Any = keyring.get_keyring()
        links = [chosen, *getattr(chosen, "backends", ())]
    except Exception as error:  # noqa: BLE001 - a backend's import or D-Bus may fail in any way; then there is none
        log.info("no keyring: %s", type(error).__name__)
        return None
    return next((link for link in links if _kind(link) in _SAFE), None)


class TokenVault:
    """Holds the token of one gateway for this process and keeps it in the keyring where that is safe."""

    def __init__(self, base_url: str, *, find_keyring: Callable[[], Keyring | None] = safe_keyring) -> None:
        """Start empty; `load` reads the keyring. `find_keyring` is called off the loop's thread."""
        self._service = service_name(base_url)
        self._find = find_keyring
        self._token: str | None = None
        self._email = ""

    def __repr__(self) -> str:
        """Name the entry and whether it is filled; never what is in it."""
        return f"<TokenVault {self._service}, {'filled' if self._token else 'empty'}>"

    @property
    def email(self) -> str:
        """Whose token it is, where it came from a sign-in by e-mail."""
        return self._email

    def token(self) -> str | None:
        """Return the token of this run."""
        return self._token

    def use_for_session(self, token: str, email: str = "") -> None:
        """Hold a token in memory only: from the environment, or for the demo."""
        self._token, self._email = token, email

    async def load(self) -> bool:
        """Read the keyring; whether a token is held now. A token already held stays."""
        if self._token is None:
            kept = await self._try(lambda ring: ring.get_password(self._service, _ENTRY))
            self._token, self._email = _unpack(kept or "")
        return self._token is not None

    async def keep(self, token: str, email: str = "") -> bool:
        """Hold the token, and keep it in the keyring; False when it could not be kept beyond this run."""
        self.use_for_session(token, email)
        packed = json.dumps({"email": email, "token": token})

        def store(ring: Keyring) -> bool:
            ring.set_password(self._service, _ENTRY, packed)
            return ring.get_password(self._service, _ENTRY) == packed

        return bool(await self._try(store))

    async def forget(self) -> bool:
        """Drop the token here and in the keyring; False when a keyring with an entry would not delete it."""
        self._token, self._email = None, ""

        def delete(ring: Keyring) -> bool:
            if ring.get_password(self._service, _ENTRY) is not None:
                ring.delete_password(self._service, _ENTRY)
            return ring.get_password(self._service, _ENTRY) is None

        return await self._try(delete, without=True) is True

    async def _try(self, work: Callable[[Keyring], _T], *, without: _T | None = None) -> _T | None:
        """`work` done with the keyring; `without` where there is none, None where it fails or takes too long."""

        def run() -> _T | None:
            ring = self._find()
            return without if ring is None else work(ring)

        try:
            return await asyncio.wait_for(_off_thread(run), _PATIENCE_S)
        except Exception as error:  # noqa: BLE001 - each system's keyring has its own errors; the token stays in memory
            log.info("the keyring did not answer: %s", type(error).__name__)
            return None


async def _off_thread(work: Callable[[], _T]) -> _T:
    """The result of `work` in a thread that no exit waits for: a keyring may hang on a question nobody answers."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[_T] = loop.create_future()

    def tell(result: _T | None, error: Exception | None) -> None:
        if done.cancelled():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]  # None only beside an error, or as work's own result

    def run() -> None:
        try:
            result, error = work(), None
        except Exception as caught:  # noqa: BLE001 - carried over to the caller
            result, error = None, caught
        if not loop.is_closed():
            loop.call_soon_threadsafe(tell, result, error)

    threading.Thread(target=run, name="keyring", daemon=True).start()
    return await done


def _unpack(kept: str) -> tuple[str | None, str]:
    """Token and e-mail from an entry; an entry that is not ours counts as a bare token."""
    try:
        members = json.loads(kept)
    except (ValueError, RecursionError):
        return kept.strip() or None, ""
    if isinstance(members, dict) and isinstance(members.get("token"), str):
        email = members.get("email")
        return members["token"].strip() or None, email if isinstance(email, str) else ""
    return kept.strip() or None, ""


def _kind(backend: object) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"
