"""Thousands of malformed answers on every endpoint: no exception but ours escapes, and nothing is wrongly accepted."""

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors import Trouble
from desktop_app.gateway import protocol
from desktop_app.gateway.outcome import Answer, Kind, SendOutcome
from desktop_app.gateway.records import DevicePage, DeviceStatus, SmsPage
from tests.unit.gateway import samples

REPLIES = {
    "gettoken": protocol.gettoken_reply,
    "addsms": protocol.addsms_reply,
    "addalotofsms": protocol.addalotofsms_reply,
    "getallsms": protocol.getallsms_reply,
    "getalldevices": protocol.getalldevices_reply,
    "getdevicestatus": protocol.getdevicestatus_reply,
    "telegrammessage": protocol.telegrammessage_reply,
}
ODD = [
    None, True, False, 0, 1, 2, -1, 0.0, 1.5, 2**53, 2**63, 10**400, "", "0", "1", "null", "NaN", "é\ud800", "x" * 999,
    "1,2", "[", "[1]", "+02:00", "2021-07-11 13:04:46", "0000-00-00 00:00:00", [], {}, [[]], [None], {"": None}, [1, 2],
    {"1": 2}, {"error": 0}, {"date": 5, "timezone": []}, {"date": "9999-12-31 23:59:59", "timezone": "-14:00"},
    {"date": "2021-07-11", "timezone": "America"}, [{"Slot": []}], [{"id": {}}],
]  # fmt: skip
STATUSES = [200] * 12 + [100, 201, 204, 206, 301, 302, 307, 400, 401, 403, 404, 413, 429, 500, 502, 503, 999]


def read(name, got):
    try:
        return REPLIES[name](got)
    except Trouble as trouble:
        return trouble


def judge(name, got):
    """Read `got` as an answer of `name` and check what may be claimed, by means other than the code's own."""
    told = read(name, got)
    if isinstance(told, Trouble):
        assert told.sentence
        return
    try:
        value = json.loads(got.body.decode("utf-8-sig"), parse_int=lambda digits: int(digits[:18]))
    except (ValueError, RecursionError):
        value = None
    clean = got.status == 200 and isinstance(value, dict)
    if isinstance(told, SendOutcome):
        said = [(type(e), e) for e in (0, "0", False)]
        error = value.get("error") if clean else None
        assert (told.kind is Kind.ACCEPTED) <= (clean and (type(error), error) in said)
        assert (told.kind is Kind.REFUSED) <= (clean and (type(error), error) in [(type(e), e) for e in (1, "1", True)])
        assert told.kind is not Kind.NOT_HANDED_OVER
        assert told.sms_id is None or (told.kind is Kind.ACCEPTED and told.sms_id > 0)
        assert len(told.words) <= 300
        told.words.encode()
        return
    assert clean
    if isinstance(told, SmsPage):
        assert (told.count == len(told.messages)) or not told.complete
        assert all(m.id > 0 and (m.customerid is None or m.customerid > 0) for m in told.messages)
        json.dumps([m.body + m.sendto + m.title for m in told.messages], ensure_ascii=False).encode()
        assert all(t is None or t.tzinfo for m in told.messages for t in (m.created, m.senttime, m.timetosend))
    elif isinstance(told, DevicePage):
        for phone in told.devices:
            assert phone.id > 0
            assert phone.interval_s > 0
            (phone.title + "".join(sim.carrier for sim in phone.sims)).encode()
    elif isinstance(told, DeviceStatus):
        assert told.device_id is None or told.device_id > 0
        assert told.silent_s is None or told.silent_s >= 0
        assert told.last_seen is None or told.last_seen.tzinfo
        told.title.encode()
    else:
        assert told.isascii()
        assert told


def mutate(rng, value):
    """`value` with one thing somewhere inside replaced, dropped, renamed or moved into a list."""
    if not isinstance(value, (dict, list)) or not value or rng.random() < 0.12:
        return rng.choice(ODD)
    if isinstance(value, list):
        index = rng.randrange(len(value))
        return [*value[:index], mutate(rng, value[index]), *value[index + 1 :]]
    changed = dict(value)
    key = rng.choice(list(changed))
    kind = rng.random()
    if kind < 0.15:
        del changed[key]
    elif kind < 0.25:
        changed[rng.choice(["error", "message", "id", "x", key.upper()])] = changed.pop(key)
    elif kind < 0.3 and isinstance(changed[key], dict):
        changed[key] = list(changed[key].values())
    else:
        changed[key] = mutate(rng, changed[key])
    return changed


def spoil(rng, raw):
    """Bytes no JSON writer makes: cut, flipped, doubled, wrapped."""
    kind = rng.randrange(8)
    at = rng.randrange(len(raw) + 1)
    if kind == 0:
        return raw[:at]
    if kind == 1:
        return raw[:at] + bytes([rng.randrange(256)]) + raw[at + 1 :]
    if kind == 2:
        return rng.choice([b"<br />Warning: x", b"\xff\xfe", b"\0", b")]}',\n", b"<html>"]) + raw
    if kind == 3:
        return raw + rng.choice([b"\0", b"}", b"<!-- 1 ms -->", raw, b" \n"])
    if kind == 4:
        return raw.replace(b"{", b'{"error":0,', 1)
    if kind == 5:
        return raw.replace(b":1", b":" + rng.choice([b"NaN", b"-Infinity", b"1" * 5_000, b"1e999", b"[" * 2_000]), 1)
    if kind == 6:
        return b"\xef\xbb\xbf \n" + raw
    return raw.decode("latin-1").encode("utf-16")


@pytest.mark.parametrize("name", REPLIES)
def test_three_thousand_spoiled_answers(name):
    rng = random.Random(f"sms-desk {name}")
    whole = json.loads(samples.EVERY[name])
    for _ in range(3_000):
        value = whole
        for _ in range(rng.randint(0, 3)):
            value = mutate(rng, value)
        raw = json.dumps(value).encode()
        if rng.random() < 0.5:
            raw = spoil(rng, raw)
        status = rng.choice(STATUSES)
        judge(name, Answer(status, {"date": rng.choice(["", "x", "Sun, 11 Jul 2021 11:04:46 GMT"])}, raw))


scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.sampled_from(["0", "1", "null"])
)
names = st.one_of(
    st.sampled_from(
        [
            "error",
            "message",
            "token",
            "sms_id",
            "smss",
            "sms",
            "device",
            "count",
            "id",
            "lastseen",
            "diffseconds",
            "customerid",
            "siminfo",
            "Slot",
        ]
    ),
    st.text(max_size=5),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=6)),
    max_leaves=15,
)


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(names, values, max_size=8), st.sampled_from([200, 200, 200, 500]))
def test_any_object_on_every_endpoint(value, status):
    for name in REPLIES:
        judge(name, Answer(status, {}, json.dumps(value).encode()))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=80), st.dictionaries(st.sampled_from(["date", "retry-after"]), st.text(max_size=30)))
def test_any_bytes_and_headers_on_every_endpoint(body, headers):
    for name in REPLIES:
        judge(name, Answer(200, headers, body))


def test_the_judge_can_see_a_wrong_accepted(monkeypatch):
    monkeypatch.setitem(REPLIES, "addsms", lambda got: SendOutcome(Kind.ACCEPTED, 5))
    with pytest.raises(AssertionError):
        judge("addsms", Answer(500, {}, samples.ADDSMS))
