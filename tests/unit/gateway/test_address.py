import pytest

from desktop_app.domain.errors import BadUse
from desktop_app.gateway.address import is_loopback, parse


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://smsgateway24.com", "https://smsgateway24.com/getdata"),
        (" https://smsgateway24.com/ ", "https://smsgateway24.com/getdata"),
        ("https://smsgateway24.com/getdata", "https://smsgateway24.com/getdata"),
        ("https://smsgateway24.com/getdata/", "https://smsgateway24.com/getdata"),
        ("https://example.org/sms/x", "https://example.org/sms/x/getdata"),
        ("http://127.0.0.1:8024", "http://127.0.0.1:8024/getdata"),
        ("http://localhost:1", "http://localhost:1/getdata"),
        ("http://[::1]:9", "http://[::1]:9/getdata"),
    ],
)
def test_methods_live_below_getdata(url, base):
    assert parse(url).base == base


@pytest.mark.parametrize(
    "url",
    [
        "", "smsgateway24.com", "ftp://x", "https://", "https://a b", "https://x/?token=1", "https://x/#f",
        "https://user:pw@x", "https://x:99999", "http://[::1", "http://smsgateway24.com", "http://127.0.0.1.evil.com",
        "http://0.0.0.0", "http://localhost.evil.com", "https://user:pw@x:99999", "ftp://user:pw@x", "user:pw@x",
        "https://x y/?token=pw", "https://x:99999/#pw",
    ],
)  # fmt: skip
def test_refuses_what_could_leak(url):
    with pytest.raises(BadUse) as met:
        parse(url)
    assert "pw" not in str(met.value)


def test_plain_http_to_another_computer_only_on_the_owners_word():
    assert not parse("http://example.org", allow_plain_http=True).tls


def test_loopback():
    assert all(map(is_loopback, ("localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "::1")))
    assert not any(map(is_loopback, ("0.0.0.0", "128.0.0.1", "example.org", "::2", "")))
