from datetime import UTC, datetime

import pytest

from desktop_app.domain.errors import NoConnection, NotSignedIn
from desktop_app.gateway.outcome import (
    BEFORE_ANY_BYTE,
    Answer,
    GatewayRefused,
    GatewayUnreadable,
    Kind,
    NoAnswer,
    NotReached,
    Why,
    of_read,
    of_send,
    without_answer,
)

DATE = {"date": "Sun, 11 Jul 2021 11:04:46 GMT"}


def answer(body, status=200, **headers):
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, body)


@pytest.mark.parametrize("error", [b"0", b'"0"', b"false"])
def test_b_accepted(error):
    told = of_send(answer(b'{"error":%s,"sms_id":"123","message":"Ok"}' % error), single=True, took_s=1.5)
    assert (told.kind, told.sms_id, told.words, told.took_s) == (Kind.ACCEPTED, 123, "Ok", 1.5)
    assert of_send(answer(b'{"error":%s}' % error), single=False).kind is Kind.ACCEPTED


@pytest.mark.parametrize(
    "sms_id", [b"[1]", b'"1,2"', b'{"0":1}', b"0", b"-5", b"null", b"true", b"1.5", b'""', b'"abc"', b"[]", b"[1,2]"]
)
def test_an_odd_id_is_accepted_with_its_id_unknown(sms_id):
    told = of_send(answer(b'{"error":0,"sms_id":%s}' % sms_id), single=True)
    assert (told.kind, told.sms_id, told.detail) == (Kind.ACCEPTED, None, "id unknown")


def test_a_missing_id_is_accepted_too_and_a_batch_has_none_to_tell():
    assert of_send(answer(b'{"error":0}'), single=True).detail == "id unknown"
    told = of_send(answer(b'{"error":0,"sms_id":5}'), single=False)
    assert (told.sms_id, told.detail) == (None, "")


@pytest.mark.parametrize("error", [b"1", b'"1"', b"true"])
def test_c_refused_with_the_services_words_as_plain_text(error):
    told = of_send(answer(b'{"error":%s,"message":"<b>No\\ncredit</b>","sms_id":7}' % error), single=True)
    assert (told.kind, told.words, told.sms_id) == (Kind.REFUSED, "<b>No credit</b>", None)


@pytest.mark.parametrize(
    ("got", "detail"),
    [
        (answer(b"<html>Maintenance</html>"), "html"),
        (answer(b""), "empty"),
        (answer(b'{"error":0,"sms_id":22'), "not json"),
        (answer(b"[]"), "not an object"),
        (answer(b"null"), "not an object"),
        (answer(b"0"), "not an object"),
        (answer(b'"ok"'), "not an object"),
        (answer(b"{}"), "error missing"),
        (answer(b'{"sms_id":5}'), "error missing"),
        (answer(b'{"error":null,"sms_id":5}'), "error odd"),
        (answer(b'{"error":2}'), "error odd"),
        (answer(b'{"error":-1}'), "error odd"),
        (answer(b'{"error":0.0}'), "error odd"),
        (answer(b'{"error":1.0}'), "error odd"),
        (answer(b'{"error":""}'), "error odd"),
        (answer(b'{"error":"false"}'), "error odd"),
        (answer(b'{"error":[]}'), "error odd"),
        (answer(b'{"error":{}}'), "error odd"),
        (answer(b'{"error":0,"error":1}'), "key twice"),
        (answer(b'{"error":0}', 201), "http 201"),
        (answer(b'{"error":0}', 204), "http 204"),
        (answer(b"", 301, location="https://x/"), "redirect 301"),
        (answer(b'{"error":0}', 302), "redirect 302"),
        (answer(b'{"error":0}', 307), "redirect 307"),
        (answer(b'{"error":1}', 400), "http 400"),
        (answer(b'{"error":1}', 403), "http 403"),
        (answer(b"<html>", 413), "http 413"),
        (answer(b"", 429), "http 429"),
        (answer(b'{"error":0,"sms_id":5}', 500), "http 500"),
        (answer(b'{"error":1}', 503), "http 503"),
    ],
)
def test_d_everything_else_is_unsure(got, detail):
    told = of_send(got, single=True)
    assert (told.kind, told.detail, told.stops_campaign) == (Kind.UNSURE, detail, False)
    assert told.sms_id is None
    assert "Maintenance" not in told.words


@pytest.mark.parametrize("why", list(Why))
def test_a_only_where_nothing_can_have_left(why):
    unproven = without_answer(why, request_seen=False, connecting_seen=False)
    proven = without_answer(why, request_seen=False, connecting_seen=True)
    begun = without_answer(why, request_seen=True, connecting_seen=True)
    assert of_send(unproven, single=True).kind is (Kind.NOT_HANDED_OVER if why in BEFORE_ANY_BYTE else Kind.UNSURE)
    assert of_send(proven, single=True).kind is Kind.NOT_HANDED_OVER
    assert of_send(begun, single=True).kind is Kind.UNSURE
    assert of_send(begun, single=True).detail == why.value


def test_only_an_untrusted_certificate_before_the_request_stops_the_campaign():
    stops = {why for why in Why if of_send(NoAnswer(why, began=False), single=True).stops_campaign}
    assert stops == {Why.TLS}
    assert not of_send(NoAnswer(Why.TLS, began=True), single=True).stops_campaign


def test_server_time_and_retry_after():
    at = datetime(2021, 7, 11, 11, 4, 46, tzinfo=UTC)
    assert of_send(answer(b'{"error":0}', **DATE), single=True).server_time == at
    told = of_send(answer(b"", 429, retry_after="120"), single=True)
    assert (told.kind, told.retry_after_s) == (Kind.UNSURE, 120)
    assert answer(b"", 503, retry_after="Sun, 11 Jul 2021 11:05:46 GMT", **DATE).retry_after_s == 60
    assert answer(b"", 503, retry_after="Sun, 11 Jul 2021 10:05:46 GMT", **DATE).retry_after_s == 0
    for odd in ("", "soon", "-5", "1e3", "٥", "Sun, 11 Jul 2021 11:05:46 GMT"):
        assert answer(b"", 503, retry_after=odd).retry_after_s is None
    assert answer(b"", 503, retry_after="9" * 5_000).retry_after_s == 1e6


def test_what_counts_as_asking_to_slow_down():
    assert answer(b"", 429).asks_to_slow_down
    assert answer(b"", 403).asks_to_slow_down
    assert answer(b"", 503, retry_after="5").asks_to_slow_down
    assert not answer(b"", 503).asks_to_slow_down
    assert not answer(b'{"error":0}', retry_after="5").asks_to_slow_down


def test_nothing_of_an_answer_shows_in_its_repr():
    assert "secret" not in repr(answer(b'{"token":"secret"}', x="secret"))


class TestReads:
    def test_error_absent_or_null_is_success_when_the_payload_is_there(self):
        for body in (b'{"count":0,"device":[]}', b'{"error":null,"device":[]}', b'{"error":"0","x":1}', b'{"error":0}'):
            assert of_read(answer(body), "device")

    @pytest.mark.parametrize(
        ("got", "detail"),
        [
            (answer(b"{}"), "error missing"),
            (answer(b'{"error":5,"device":[]}'), "error odd"),
            (answer(b"<html>"), "html"),
            (answer(b"[]"), "not an object"),
            (answer(b"", 502), "http 502"),
            (answer(b"", 302), "redirect 302"),
            (NoAnswer(Why.TOO_LARGE, began=True), "too large"),
        ],
    )
    def test_garbled(self, got, detail):
        with pytest.raises(GatewayUnreadable) as met:
            of_read(got, "device")
        assert met.value.detail == detail

    def test_refused_in_the_services_own_words(self):
        with pytest.raises(GatewayRefused) as met:
            of_read(answer(b'{"error":1,"message":"No {such} token"}'), "device")
        assert met.value.words == "No {such} token"
        assert str(met.value) == "SmsGateway24 refused this: 'No {such} token'."
        with pytest.raises(GatewayRefused, match="without saying why"):
            of_read(answer(b'{"error":true}'), "device")

    @pytest.mark.parametrize("status", [400, 401, 404, 422])
    def test_a_refusal_under_a_status_of_its_own_is_a_refusal_still(self, status):
        with pytest.raises(GatewayRefused, match="No such token"):
            of_read(answer(b'{"error":1,"message":"No such token"}', status), "device")
        assert of_send(answer(b'{"error":1}', status), single=True).kind is Kind.UNSURE

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            (b'{"error":0,"device":[]}', 404),
            (b'{"error":1}', 500),
            (b'{"error":1}', 429),
            (b'{"error":1}', 403),
            (b'{"error":1}', 302),
            (b"<html>", 401),
            (b'{"device":[]}', 401),
        ],
    )
    def test_nothing_else_under_another_status_is_believed(self, body, status):
        with pytest.raises(GatewayUnreadable, match="can't read"):
            of_read(answer(body, status), "device")

    @pytest.mark.parametrize("why", sorted(set(Why) - {Why.TOO_LARGE, Why.NOT_SIGNED_IN}))
    def test_not_reached_is_no_connection_and_says_what_it_means(self, why):
        with pytest.raises(NotReached) as met:
            of_read(NoAnswer(why, began=True), "device")
        assert isinstance(met.value, NoConnection)
        assert met.value.why is why
        assert met.value.what
        assert met.value.meaning
        assert met.value.next_step

    def test_without_a_token(self):
        with pytest.raises(NotSignedIn, match=r"Please sign in again\. Your queue is paused and safe\."):
            of_read(NoAnswer(Why.NOT_SIGNED_IN, began=False), "device")
