"""Signing in and out. The password is used once and forgotten; only the token stays (ARCHITECTURE decision 6)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from desktop_app.clock import Clock
from desktop_app.domain.errors import NoConnection, NotSignedIn, Trouble
from desktop_app.gateway.outcome import GatewayRefused, GatewayUnreadable, NotReached, Why
from desktop_app.gateway.protocol import is_token
from desktop_app.gateway.records import DevicePage
from desktop_app.store.token import TokenVault

_AWAY = frozenset({Why.NO_ADDRESS, Why.NO_NETWORK})

NOT_KEPT = "This computer did not let us store the token safely. You can go on, but you will have to sign in next time."
"""The note of design/UX.md 4.1 for a refused keychain."""


class SignInGateway(Protocol):
    """What signing in asks of the gateway's client."""

    async def get_token(self, email: str, password: str) -> str:
        """Exchange the details for the token."""
        ...

    async def get_all_devices(self, *, token: str | None = None) -> DevicePage:
        """Read the phones, with `token` instead of the account's where given."""
        ...


class WrongDetails(NotSignedIn):
    """The service does not know this e-mail with this password."""


class TokenRefused(NotSignedIn):
    """The service does not accept the token."""


class NoInternet(NoConnection):
    """This computer has no way out."""


class ServiceDown(NoConnection):
    """The service cannot be reached or does not answer sensibly."""


@dataclass(frozen=True)
class SignedIn:
    """A finished sign-in."""

    kept: bool
    """Whether the token is in the keyring for the next start."""
    has_phones: bool | None
    """None when the phones could not be read."""
    note: str = ""
    """What to tell the person; empty when all is well."""


class Account:
    """The account of one gateway. `on_change` is told whether one is signed in, whenever that changes."""

    def __init__(
        self,
        gateway: SignInGateway,
        vault: TokenVault,
        clock: Clock,
        *,
        on_change: Callable[[bool], None] | None = None,
    ) -> None:
        """Start signed out; `load` reads the keyring."""
        self._gateway = gateway
        self._vault = vault
        self._clock = clock
        self._on_change = on_change
        self._refused = False
        self._told: bool | None = None
        self._down_since = ""

    @property
    def signed_in(self) -> bool:
        """Whether there is a token the service has not refused."""
        return self._vault.token() is not None and not self._refused

    @property
    def email(self) -> str:
        """The e-mail last signed in with; empty for a pasted token."""
        return self._vault.email

    def token(self) -> str | None:
        """Return the token of this run."""
        return self._vault.token()

    async def load(self) -> bool:
        """Take the token the keyring holds; whether one is signed in now."""
        await self._vault.load()
        self._tell()
        return self.signed_in

    async def sign_in(self, email: str, password: str) -> SignedIn:
        """Exchange e-mail and password for the token, and keep only that.

        Raises:
            WrongDetails: the service refused them.
            NoInternet, ServiceDown, NotReached: nothing changed; an earlier token still holds.
        """
        trouble: Trouble | None = None
        token = ""
        try:
            token = await self._gateway.get_token(email.strip(), password)
        except Trouble as met:
            trouble = self._in_sign_in_words(met)
        finally:
            del password  # not in a traceback's frame either
        if trouble is not None:
            raise trouble
        self._down_since = ""
        return await self._enter(token, email.strip(), await self._phones(token))

    async def use_token(self, token: str) -> SignedIn:
        """Sign in with a token from the account page, once the service has accepted it.

        Raises:
            TokenRefused: the service does not accept it, or it cannot be one.
            NoInternet, ServiceDown, NotReached: nothing changed; an earlier token still holds.
        """
        token = token.strip()
        trouble: Trouble | None = None
        page: DevicePage | None = None
        if is_token(token):
            try:
                page = await self._gateway.get_all_devices(token=token)
            except GatewayRefused:
                trouble = _token_refused()
            except Trouble as met:
                trouble = self._in_sign_in_words(met)
        else:
            trouble = _token_refused()
        if trouble is not None or page is None:
            raise trouble or _token_refused()
        self._down_since = ""
        return await self._enter(token, "", bool(page.devices))

    async def sign_out(self) -> bool:
        """Drop the token here and in the keyring; False when the keyring would not delete it."""
        deleted = await self._vault.forget()
        self._refused = False
        self._tell()
        return deleted

    async def token_refused(self) -> bool:
        """Probe a token that seems refused: True only when the service refuses it for reading phones too.

        No answer is no refusal: then nothing changes. True makes the account count as signed out, the token kept
        aside until a new sign-in replaces it.
        """
        if self._vault.token() is None:
            return True
        try:
            await self._gateway.get_all_devices()
        except (GatewayRefused, NotSignedIn):
            self._refused = True
        except Trouble:
            return False
        else:
            self._refused = False
        self._tell()
        return self._refused

    async def _phones(self, token: str) -> bool | None:
        """Whether the account has phones; None when that cannot be read now, which a sign-in survives."""
        try:
            return bool((await self._gateway.get_all_devices(token=token)).devices)
        except Trouble:
            return None

    async def _enter(self, token: str, email: str, has_phones: bool | None) -> SignedIn:
        kept = await self._vault.keep(token, email)
        self._refused = False
        self._tell()
        return SignedIn(kept, has_phones, "" if kept else NOT_KEPT)

    def _tell(self) -> None:
        if self._told != self.signed_in:
            self._told = self.signed_in
            if self._on_change is not None:
                self._on_change(self._told)

    def _in_sign_in_words(self, met: Trouble) -> Trouble:
        """The same trouble in the words of the sign-in page (design/UX.md 4.1)."""
        if isinstance(met, NotSignedIn):
            return WrongDetails(met.what, met.meaning, met.next_step, **met.values)
        if isinstance(met, NotReached) and met.why in {Why.TLS, Why.PROXY}:
            return NotReached(met.why)
        if isinstance(met, NotReached) and met.why in _AWAY:
            return NoInternet("No internet connection.", "Sign-in needs it once.")
        if isinstance(met, (NoConnection, GatewayUnreadable)):
            self._down_since = self._down_since or self._clock.wall().astimezone().strftime("%H:%M")
            return ServiceDown(
                "SmsGateway24 is not answering (since {since}).",
                "This is not your fault.",
                "We try again every 30 s.",
                since=self._down_since,
            )
        return Trouble(met.what, met.meaning, met.next_step, **met.values)  # a new one: the old holds its frames


def _token_refused() -> TokenRefused:
    return TokenRefused("SmsGateway24 does not accept this token.", "", "Copy it again from your account page.")
