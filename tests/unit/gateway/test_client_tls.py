"""Certificates: only a server the system trusts, by its name and in its time, gets a byte."""

import datetime as dt
import ssl

import pytest

from desktop_app.clock import SystemClock
from desktop_app.domain.settings import Settings
from desktop_app.gateway.certificates import system_trust
from desktop_app.gateway.client import GatewayClient, SendItem
from desktop_app.gateway.outcome import Kind
from tests.unit.gateway import samples
from tests.unit.gateway.raw_server import raw_server

x509 = pytest.importorskip("cryptography.x509", reason="comes with the Linux keyring only")
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ITEM = SendItem("+491570000001", "x", 260, 0, 7)
DAY = dt.timedelta(days=1)


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def certificate(subject, key, issuer=None, issuer_key=None, *, host=None, until=DAY):
    now = dt.datetime.now(dt.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer or subject))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - 10 * DAY)
        .not_valid_after(now + until)
        .add_extension(x509.BasicConstraints(ca=host is None, path_length=None), critical=True)
    )
    if host is not None:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    return builder.sign(issuer_key or key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


@pytest.fixture
def trusted(tmp_path, monkeypatch):
    key = ec.generate_private_key(ec.SECP256R1())
    bundle = tmp_path / "roots.pem"
    bundle.write_bytes(certificate("Test root", key))
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    return key


def server_context(tmp_path, *, host, until=DAY, issuer=None, issuer_key=None):
    key = ec.generate_private_key(ec.SECP256R1())
    pem = tmp_path / "server.pem"
    plain = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    pem.write_bytes(secret + certificate(host, key, issuer, issuer_key, host=host, until=until))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


async def send(context):
    async def script(exchange):
        await exchange.reply(samples.ADDSMS)

    async with raw_server(script, tls=context) as server:
        client = GatewayClient(server.url, lambda: "tok", Settings(call_gap_s=0), SystemClock())
        told = await client.add_sms(ITEM)
        await client.aclose()
    return told, server


def test_nothing_older_than_tls_1_2_and_always_the_hosts_name():
    context = system_trust()
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert (context.check_hostname, context.verify_mode) == (True, ssl.CERT_REQUIRED)


def test_where_openssl_finds_no_roots_the_system_is_asked(tmp_path, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    context = system_trust()
    assert type(context).__module__.startswith("truststore")
    assert (context.check_hostname, context.verify_mode) == (True, ssl.CERT_REQUIRED)


async def test_a_trusted_server_is_spoken_to(tmp_path, trusted):
    context = server_context(tmp_path, host="localhost", issuer="Test root", issuer_key=trusted)
    told, server = await send(context)
    assert told.kind is Kind.ACCEPTED
    assert server.exchanges[0].body.startswith(b"token=tok")


@pytest.mark.parametrize("fault", ["self-signed", "expired", "wrong host", "unknown root"])
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # the server's half of a handshake the client broke off
async def test_any_other_gets_no_byte_and_stops_the_campaign(tmp_path, trusted, fault):
    stranger = ec.generate_private_key(ec.SECP256R1())
    context = {
        "self-signed": lambda: server_context(tmp_path, host="localhost"),
        "expired": lambda: server_context(
            tmp_path, host="localhost", until=-DAY, issuer="Test root", issuer_key=trusted
        ),
        "wrong host": lambda: server_context(tmp_path, host="other.test", issuer="Test root", issuer_key=trusted),
        "unknown root": lambda: server_context(tmp_path, host="localhost", issuer="Nobody", issuer_key=stranger),
    }[fault]()
    told, server = await send(context)
    assert (told.kind, told.detail, told.stops_campaign) == (Kind.NOT_HANDED_OVER, "certificate not trusted", True)
    assert server.exchanges == []


async def test_a_plain_server_where_tls_is_expected_is_not_trusted_either(trusted):
    async def script(exchange):
        await exchange.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    async with raw_server(script, read_first=False) as server:
        url = server.url.replace("http://127.0.0.1", "https://localhost")
        client = GatewayClient(url, lambda: "tok", Settings(call_gap_s=0), SystemClock())
        told = await client.add_sms(ITEM)
        await client.aclose()
    assert (told.kind, told.stops_campaign) == (Kind.NOT_HANDED_OVER, True)


async def test_a_line_cut_in_the_handshake_is_no_matter_of_trust(trusted):
    async def script(exchange):
        exchange.writer.close()

    async with raw_server(script, read_first=False) as server:
        url = server.url.replace("http://127.0.0.1", "https://localhost")
        client = GatewayClient(url, lambda: "tok", Settings(call_gap_s=0), SystemClock())
        told = await client.add_sms(ITEM)
        await client.aclose()
    assert (told.kind, told.stops_campaign) == (Kind.NOT_HANDED_OVER, False)
