import gc

import pytest

from desktop_app.gateway import strict_json
from desktop_app.gateway.strict_json import Unreadable, loads


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b'{"error":0}', {"error": 0}),
        (b'\xef\xbb\xbf \r\n{"error":0}\n\n', {"error": 0}),
        (b'\n\xef\xbb\xbf\xef\xbb\xbf\r\n{"error":0}\xef\xbb\xbf\n', {"error": 0}),
        (rb'{"a":"\u00fc\/x"}', {"a": "ü/x"}),
        (b"[1.5,null,true]", [1.5, None, True]),
        (b"9007199254740992", 2**53),
        (b"-9007199254740992", -(2**53)),
    ],
)
def test_reads_json_with_its_harmless_oddities(body, value):
    assert loads(body) == value


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "empty"),
        (b"  \xef\xbb\xbf"[2:], "empty"),
        (b"<html><body>{}</body></html>", "html"),
        (b'<br />\n<b>Warning</b>: mysqli {"error":0}', "html"),
        (b'{"error":0', "not json"),
        (b'{"error":0}x', "not json"),
        (b"\xff\xfe{\x00}\x00", "not UTF-8"),
        (b'{"a":NaN}', "not a number"),
        (b'{"a":-Infinity}', "not a number"),
        (b'{"a":1e400}', "number too large"),
        (b'{"a":9007199254740993}', "number too large"),
        (b'{"a":' + b"9" * 5_000 + b"}", "number too large"),
        (b'{"a":-' + b"9" * 5_000 + b"}", "number too large"),
        (b'{"error":1,"error":0}', "key twice"),
        (b'{"smss":[{"id":1,"id":2}]}', "key twice"),
        (b"[" * 100_000, "too deep"),
        (b"[" * 100_000 + b"]" * 100_000, "too deep"),
        (b'{"a":' * 100_000 + b"0" + b"}" * 100_000, "too deep"),
    ],
)
def test_refuses_what_could_hurt(body, why):
    with pytest.raises(Unreadable, match=f"^{why}$"):
        loads(body)
    gc.collect()


def test_depth_64_is_read_and_65_is_not():
    assert loads(b"[" * 64 + b"]" * 64)
    with pytest.raises(Unreadable, match="too deep"):
        loads(b"[" * 65 + b"]" * 65)
    assert loads(b'{"a":' * 63 + b"[1]" + b"}" * 63)


def test_the_limit_counts_bytes(monkeypatch):
    monkeypatch.setattr(strict_json, "MAX_BYTES", 10)
    assert loads(b'"12345678"') == "12345678"
    with pytest.raises(Unreadable, match="too large"):
        loads(b'"123456789"')


def test_brackets_inside_a_text_are_no_depth():
    assert loads(b'"' + b"[{" * 1_000 + b'"') == "[{" * 1_000
