import gzip

import pytest

from desktop_app.gateway.body import Body, Broken, TooLarge


def read(chunks, encoding="", limit=100):
    body = Body(encoding, limit)
    for chunk in chunks:
        body.feed(chunk)
    return body.finish()


def test_plain_and_packed():
    packed = gzip.compress(b"hello")
    assert read([b"he", b"llo"]) == b"hello"
    assert read([packed], "gzip") == b"hello"
    assert read([bytes((byte,)) for byte in packed], " GZIP ") == b"hello"
    assert read([], "gzip") == b""
    assert read([b"hello"], "br") == b"hello"  # never asked for; the reader will refuse it


def test_the_limit_holds_to_the_byte_packed_or_not():
    assert len(read([b"x" * 100])) == 100
    assert len(read([gzip.compress(b"x" * 100)], "gzip")) == 100
    for chunks, encoding in (([b"x" * 101], ""), ([gzip.compress(b"x" * 101)], "gzip")):
        with pytest.raises(TooLarge):
            read(chunks, encoding)


def test_a_bomb_is_never_unpacked_whole():
    bomb = gzip.compress(b"\0" * 50_000_000, 9)
    body = Body("gzip", 1_000)
    with pytest.raises(TooLarge):
        body.feed(bomb)
    assert sum(map(len, body._chunks)) <= 1_001


def test_what_follows_the_packed_answer_is_never_kept():
    body = Body("gzip", 1_000)
    with pytest.raises(Broken):
        body.feed(gzip.compress(b"hello") + b"x")
    body = Body("gzip", 1_000)
    body.feed(gzip.compress(b"hello"))
    with pytest.raises(Broken):
        body.feed(b"x")


@pytest.mark.parametrize(
    "packed", [gzip.compress(b"hello", mtime=0)[:-3], b"hello", gzip.compress(b"a", mtime=0) + b"x"]
)
def test_damaged_packing(packed):
    with pytest.raises(Broken):
        read([packed], "gzip")
