import re

import pytest

from desktop_app.domain.device import Device
from desktop_app.domain.errors import NoConnection, NotSignedIn, Trouble
from desktop_app.gateway.outcome import GatewayRefused, GatewayUnreadable, NotReached, Why
from desktop_app.gateway.records import DevicePage
from desktop_app.services.account import (
    NOT_KEPT,
    Account,
    NoInternet,
    ServiceDown,
    TokenRefused,
    WrongDetails,
)
from desktop_app.store.token import TokenVault

PHONES = DevicePage((Device(5, "P"),), None)
WRONG = NotSignedIn("E-mail and password don't match.", "Check caps lock, or reset the password on smsgateway24.com.")


class Gateway:
    """A gateway whose two answers a test sets; an exception is raised, anything else returned."""

    def __init__(self):
        self.token = "tok"
        self.devices = PHONES
        self.asked = []

    async def get_token(self, email, password):
        self.asked.append(("gettoken", email, password))
        return self._give(self.token)

    async def get_all_devices(self, *, token=None):
        self.asked.append(("getalldevices", token))
        return self._give(self.devices)

    def _give(self, answer):
        if isinstance(answer, Exception):
            raise answer
        return answer


class Ring:
    def __init__(self):
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get(username)

    def set_password(self, service, username, password):
        self.kept[username] = password

    def delete_password(self, service, username):
        del self.kept[username]


@pytest.fixture
def gateway():
    return Gateway()


@pytest.fixture
def ring():
    return Ring()


@pytest.fixture
def told():
    return []


@pytest.fixture
def account(gateway, ring, clock, told):
    vault = TokenVault("https://smsgateway24.com", find_keyring=lambda: ring)
    return Account(gateway, vault, clock, on_change=told.append)


async def test_signing_in_keeps_the_token_and_not_the_password(account, gateway, ring, told):
    signed = await account.sign_in(" me@example.org ", "pass word ")
    assert (signed.kept, signed.has_phones, signed.note) == (True, True, "")
    assert (account.signed_in, account.email, account.token()) == (True, "me@example.org", "tok")
    assert gateway.asked == [("gettoken", "me@example.org", "pass word "), ("getalldevices", "tok")]
    assert told == [True]
    assert "pass word" not in repr(ring.kept)
    assert "pass word" not in repr(vars(account))


async def test_the_next_start_finds_the_token(account, gateway, ring, clock):
    await account.sign_in("me@example.org", "pw")
    vault = TokenVault("https://smsgateway24.com", find_keyring=lambda: ring)
    again = Account(gateway, vault, clock)
    assert not again.signed_in
    assert await again.load()
    assert (again.signed_in, again.email) == (True, "me@example.org")


async def test_wrong_details(account, gateway, told):
    gateway.token = WRONG
    with pytest.raises(WrongDetails) as met:
        await account.sign_in("me@example.org", "pw")
    assert str(met.value) == (
        "E-mail and password don't match. Check caps lock, or reset the password on smsgateway24.com."
    )
    assert met.value.exit_code == 3
    assert not account.signed_in
    assert told == []


@pytest.mark.parametrize("why", [Why.NO_ADDRESS, Why.NO_NETWORK])
async def test_no_internet(account, gateway, why):
    gateway.token = NotReached(why)
    with pytest.raises(NoInternet, match=r"^No internet connection\. Sign-in needs it once\.$"):
        await account.sign_in("me@example.org", "pw")


@pytest.mark.parametrize(
    "answer",
    [NotReached(Why.READ_TIMEOUT), NotReached(Why.NOT_LISTENING), NotReached(Why.CUT), GatewayUnreadable("html")],
)
async def test_service_down_names_since_when(account, gateway, clock, answer):
    gateway.token = gateway.devices = answer
    since = clock.wall().astimezone().strftime("%H:%M")
    for _ in range(2):
        with pytest.raises(ServiceDown) as met:
            await account.sign_in("me@example.org", "pw")
        assert str(met.value) == (
            f"SmsGateway24 is not answering (since {since}). This is not your fault. We try again every 30 s."
        )
        await clock.advance(120)
    with pytest.raises(ServiceDown, match=re.escape(f"since {since}")):
        await account.use_token("tok")


async def test_the_outage_is_forgotten_once_the_service_answers(account, gateway, clock):
    gateway.token = NotReached(Why.CUT)
    with pytest.raises(ServiceDown):
        await account.sign_in("me@example.org", "pw")
    gateway.token = "tok"
    await account.sign_in("me@example.org", "pw")
    await clock.advance(3600)
    gateway.token = NotReached(Why.CUT)
    with pytest.raises(ServiceDown, match=clock.wall().astimezone().strftime("%H:%M")):
        await account.sign_in("me@example.org", "pw")


async def test_a_certificate_nobody_trusts_is_said_as_that(account, gateway):
    gateway.token = NotReached(Why.TLS)
    with pytest.raises(NoConnection, match="certificate is not trusted"):
        await account.sign_in("me@example.org", "pw")


async def test_a_proxy_in_the_way_is_said_as_that(account, gateway):
    gateway.token = NotReached(Why.PROXY)
    with pytest.raises(NoConnection, match=r"^The proxy .* Nothing was sent\. Check this computer's proxy settings"):
        await account.sign_in("me@example.org", "pw")


async def test_the_keychain_refuses(gateway, clock):
    account = Account(gateway, TokenVault("https://smsgateway24.com", find_keyring=lambda: None), clock)
    signed = await account.sign_in("me@example.org", "pw")
    assert (signed.kept, signed.note) == (False, NOT_KEPT)
    assert account.signed_in
    assert NOT_KEPT == (
        "This computer did not let us store the token safely. "
        "You can go on, but you will have to sign in next time."
    )  # fmt: skip


async def test_signing_in_survives_phones_that_cannot_be_read(account, gateway):
    gateway.devices = NotReached(Why.CUT)
    assert (await account.sign_in("me@example.org", "pw")).has_phones is None
    assert account.signed_in


async def test_a_pasted_token_is_tried_before_it_is_kept(account, gateway, ring):
    signed = await account.use_token("  pasted\n")
    assert (signed.has_phones, account.token(), account.email) == (True, "pasted", "")
    assert gateway.asked == [("getalldevices", "pasted")]
    assert "pasted" in ring.kept["account"]


@pytest.mark.parametrize("token", ["refused", "", "two words", "ünï"])
async def test_a_refused_token_changes_nothing(account, gateway, ring, token):
    await account.sign_in("me@example.org", "pw")
    kept = dict(ring.kept)
    gateway.devices = GatewayRefused("Bad token")
    with pytest.raises(TokenRefused) as met:
        await account.use_token(token)
    assert str(met.value) == "SmsGateway24 does not accept this token. Copy it again from your account page."
    assert (account.token(), account.signed_in, ring.kept) == ("tok", True, kept)


async def test_signing_out_deletes_it_everywhere(account, ring, told):
    await account.sign_in("me@example.org", "pw")
    assert await account.sign_out()
    assert (account.token(), account.email, account.signed_in, ring.kept) == (None, "", False, {})
    assert told == [True, False]


class TestProbing:
    """ARCHITECTURE decision 6: only getalldevices decides whether a token is refused."""

    async def test_accepted_for_phones_is_a_passing_refusal(self, account, told):
        await account.sign_in("me@example.org", "pw")
        assert await account.token_refused() is False
        assert account.signed_in
        assert told == [True]

    async def test_refused_there_too_means_sign_in_again(self, account, gateway, told):
        await account.sign_in("me@example.org", "pw")
        gateway.devices = GatewayRefused("Bad token")
        assert await account.token_refused() is True
        assert not account.signed_in
        assert told == [True, False]
        gateway.devices = PHONES
        assert await account.token_refused() is False
        assert account.signed_in
        assert told == [True, False, True]

    @pytest.mark.parametrize("answer", [NotReached(Why.CUT), NotReached(Why.NO_NETWORK), GatewayUnreadable("html")])
    async def test_no_answer_is_no_refusal(self, account, gateway, answer):
        await account.sign_in("me@example.org", "pw")
        gateway.devices = answer
        assert await account.token_refused() is False
        assert account.signed_in

    async def test_no_token_at_all_is_refused_without_asking(self, account, gateway):
        assert await account.token_refused() is True
        assert gateway.asked == []

    async def test_a_new_sign_in_ends_the_refusal(self, account, gateway):
        await account.sign_in("me@example.org", "pw")
        gateway.devices = GatewayRefused("")
        await account.token_refused()
        gateway.devices = PHONES
        await account.use_token("new")
        assert (account.signed_in, account.token()) == (True, "new")


@pytest.mark.parametrize(
    "answer", [WRONG, NotReached(Why.CUT), NotReached(Why.TLS), GatewayUnreadable("html"), Trouble("x")]
)
async def test_no_trouble_holds_the_password_in_a_frame_of_ours(account, gateway, answer):
    gateway.token = answer
    with pytest.raises(Trouble) as met:
        await account.sign_in("me@example.org", "password-SECRET")
    assert met.value.__cause__ is None
    assert met.value.__context__ is None
    trace = met.value.__traceback__
    while trace is not None:
        if "desktop_app" in trace.tb_frame.f_code.co_filename:
            assert "SECRET" not in repr(trace.tb_frame.f_locals)
        trace = trace.tb_next
