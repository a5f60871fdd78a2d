import asyncio
import json
import logging
import threading

import keyring
import keyring.backends.chainer
import keyring.backends.fail
import keyring.backends.null
import keyring.backends.SecretService
import pytest
from keyring.backend import KeyringBackend

from desktop_app.store import token as token_module
from desktop_app.store.token import TokenVault, from_environment, safe_keyring, service_name

URL = "https://smsgateway24.com"


class MemoryRing:
    """A keyring of the system, as far as the vault can see."""

    def __init__(self):
        self.kept = {}
        self.threads = set()

    def get_password(self, service, username):
        self.threads.add(threading.current_thread())
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


class BrokenRing(MemoryRing):
    def get_password(self, service, username):
        raise RuntimeError("locked: token-SECRET")

    set_password = delete_password = get_password


class ForgetfulRing(MemoryRing):
    def set_password(self, service, username, password):
        pass


class PlainFile(KeyringBackend):
    priority = 9

    def get_password(self, service, username):
        raise AssertionError("a plain file was asked")

    set_password = delete_password = get_password


def vault_of(ring):
    return TokenVault(URL, find_keyring=lambda: ring)


async def test_a_token_is_kept_and_found_at_the_next_start():
    ring = MemoryRing()
    assert await vault_of(ring).keep("tok", "me@example.org")
    again = vault_of(ring)
    assert again.token() is None
    assert await again.load()
    assert (again.token(), again.email) == ("tok", "me@example.org")
    assert threading.main_thread() not in ring.threads
    assert list(ring.kept) == [("SMS Desk (smsgateway24.com)", "account")]


async def test_each_gateway_has_its_own_entry():
    ring = MemoryRing()
    await vault_of(ring).keep("tok")
    other = TokenVault("http://127.0.0.1:8024/getdata", find_keyring=lambda: ring)
    assert not await other.load()
    assert service_name("https://A.example:8443/x") == "SMS Desk (a.example:8443)"
    assert "pw" not in service_name("https://me:pw@host/")


async def test_signing_out_leaves_nothing():
    ring = MemoryRing()
    vault = vault_of(ring)
    await vault.keep("tok", "me@example.org")
    assert await vault.forget()
    assert (vault.token(), vault.email, ring.kept) == (None, "", {})
    assert await vault.forget(), "twice is no error"


@pytest.mark.parametrize("ring", [None, BrokenRing(), ForgetfulRing()])
async def test_without_a_working_keyring_the_token_lives_for_this_run_only(ring, caplog):
    caplog.set_level(logging.DEBUG)
    vault = vault_of(ring)
    assert not await vault.load()
    assert not await vault.keep("token-SECRET", "me")
    assert vault.token() == "token-SECRET"
    assert not await vault_of(ring).load()
    assert "SECRET" not in caplog.text + repr(vault)


async def test_a_keyring_that_fails_to_delete_is_told():
    assert await vault_of(None).forget()
    vault = vault_of(BrokenRing())
    vault.use_for_session("tok")
    assert not await vault.forget()
    assert vault.token() is None


async def test_a_keyring_that_hangs_does_not_hold_the_program(monkeypatch):
    monkeypatch.setattr(token_module, "_PATIENCE_S", 0.05)
    answer = threading.Event()

    class Hanging(MemoryRing):
        def get_password(self, service, username):
            answer.wait(5)

    assert not await vault_of(Hanging()).load()
    answer.set()
    await asyncio.sleep(0.05)


async def test_a_token_of_this_run_wins_over_the_keyring():
    ring = MemoryRing()
    await vault_of(ring).keep("kept")
    vault = vault_of(ring)
    vault.use_for_session("from the environment")
    assert await vault.load()
    assert vault.token() == "from the environment"


@pytest.mark.parametrize(
    ("entry", "token", "email"),
    [
        ("bare-token", "bare-token", ""),
        ("12345678901234567890123456789012", "12345678901234567890123456789012", ""),
        (json.dumps({"token": "t"}), "t", ""),
        (json.dumps({"token": "t", "email": 5}), "t", ""),
        ("", None, ""),
        (json.dumps({"token": " "}), None, ""),
    ],
)
async def test_entries_of_other_shapes_are_read(entry, token, email):
    ring = MemoryRing()
    ring.kept["SMS Desk (smsgateway24.com)", "account"] = entry
    vault = vault_of(ring)
    await vault.load()
    assert (vault.token(), vault.email) == (token, email)


class TestWhichKeyring:
    @pytest.fixture
    def chosen(self, monkeypatch):
        return lambda ring: monkeypatch.setattr(keyring, "get_keyring", lambda: ring)

    @pytest.mark.parametrize("ring", [keyring.backends.null.Keyring(), keyring.backends.fail.Keyring(), PlainFile()])
    def test_no_keyring_and_plain_files_are_refused(self, chosen, ring):
        chosen(ring)
        assert safe_keyring() is None

    def test_the_systems_own_is_used(self, chosen):
        ring = keyring.backends.SecretService.Keyring()
        chosen(ring)
        assert safe_keyring() is ring

    def test_of_a_chain_only_a_safe_link(self, chosen, monkeypatch):
        ring = keyring.backends.SecretService.Keyring()
        chain = keyring.backends.chainer.ChainerBackend()
        chosen(chain)
        monkeypatch.setattr(keyring.backends.chainer.ChainerBackend, "backends", [PlainFile(), ring])
        assert safe_keyring() is ring
        monkeypatch.setattr(keyring.backends.chainer.ChainerBackend, "backends", [PlainFile()])
        assert safe_keyring() is None

    def test_a_class_that_only_borrows_the_name_is_not_trusted(self, chosen):
        fake = type("Keyring", (PlainFile,), {"__module__": "elsewhere.SecretService"})
        chosen(fake())
        assert safe_keyring() is None

    def test_a_backend_that_cannot_even_be_looked_for_is_none(self, monkeypatch):
        def fail():
            raise OSError("no bus")

        monkeypatch.setattr(keyring, "get_keyring", fail)
        assert safe_keyring() is None

    def test_under_test_there_is_none(self):
        assert safe_keyring() is None


def test_the_environments_token():
    assert from_environment({"SMS_DESK_TOKEN": " tok\n"}) == "tok"
    assert from_environment({"SMS_DESK_TOKEN": " "}) is None
    assert from_environment({}) is None
