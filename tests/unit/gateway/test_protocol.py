import json
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import parse_qsl

import pytest

from desktop_app.domain.device import Sim
from desktop_app.domain.errors import NotSignedIn
from desktop_app.gateway import protocol
from desktop_app.gateway.outcome import Answer, GatewayRefused, GatewayUnreadable, Kind
from desktop_app.gateway.records import SendItem, SmsQuery
from tests.unit.gateway import samples

ITEM = SendItem("+491570000001", "Grüße & 50% + mehr €", 260, 1, 81204711)
LATER = datetime(2026, 11, 22, 12, 30, tzinfo=timezone(timedelta(hours=1)))


def answer(body, status=200, headers=None):
    return Answer(status, headers or {}, body)


def fields_of(call):
    return dict(parse_qsl(call.body.decode("ascii"), keep_blank_values=True, strict_parsing=True))


def page(body):
    return protocol.getallsms_reply(answer(body))


class TestRequests:
    def test_gettoken(self):
        call = protocol.gettoken_call("a+b@example.org", "p&ss=ü%")
        assert call.method == "gettoken"
        assert fields_of(call) == {"email": "a+b@example.org", "pass": "p&ss=ü%"}

    def test_addsms_sends_the_known_members_and_no_empty_ones(self):
        assert fields_of(protocol.addsms_call("tok", ITEM)) == {
            "token": "tok",
            "sendto": "+491570000001",
            "body": "Grüße & 50% + mehr €",
            "device_id": "260",
            "sim": "1",
            "customerid": "81204711",
        }

    def test_a_time_goes_out_in_utc_and_urgent_as_1(self):
        item = SendItem("+491570000001", "x", 260, 0, 5, timetosend=LATER, urgent=True)
        sent = fields_of(protocol.addsms_call("tok", item))
        assert (sent["timetosend"], sent["urgent"]) == ("2026-11-22 11:30:00", "1")

    def test_addalotofsms_has_everything_inside_datajson(self):
        other = SendItem("+491570000002", 'say "\\" \U0001f44d\n', 261, 0, 6, timetosend=LATER, urgent=True)
        sent = fields_of(protocol.addalotofsms_call("tok", [ITEM, other]))
        assert set(sent) == {"datajson"}
        assert json.loads(sent["datajson"]) == {
            "token": "tok",
            "smsdata": [
                {"sendto": "+491570000001", "body": ITEM.body, "device_id": 260, "sim": 1, "customerid": 81204711},
                {
                    "sendto": "+491570000002",
                    "body": 'say "\\" \U0001f44d\n',
                    "device_id": 261,
                    "sim": 0,
                    "customerid": 6,
                    "timetosend": "2026-11-22 11:30:00",
                    "urgent": 1,
                },
            ],
        }

    @pytest.mark.parametrize(
        "change",
        [
            {"sendto": "+491570000001,+491570000002"}, {"sendto": "01570000001"}, {"sendto": "+49 157"}, {"sendto": ""},
            {"sendto": "+49157000000１"}, {"sendto": "+491570000001\n"}, {"body": ""}, {"body": " \n"},
            {"device_id": 0}, {"sim": 2}, {"sim": -1}, {"customerid": 0}, {"customerid": 2**31},
            {"timetosend": datetime(2026, 1, 1)},  # noqa: DTZ001 - a naive time is what must be refused
        ],
    )  # fmt: skip
    def test_nothing_that_breaks_the_sending_rules_is_built(self, change):
        item = SendItem(**{"sendto": "+491570000001", "body": "x", "device_id": 1, "sim": 0, "customerid": 1, **change})
        with pytest.raises(ValueError):
            protocol.addsms_call("tok", item)
        with pytest.raises(ValueError):
            protocol.addalotofsms_call("tok", [item])

    def test_a_batch_is_1_to_50_with_a_reference_each(self):
        many = [SendItem("+491570000001", "x", 1, 0, ref) for ref in range(1, 52)]
        assert protocol.addalotofsms_call("tok", many[:50])
        for wrong in ([], many, [ITEM, ITEM]):
            with pytest.raises(ValueError):
                protocol.addalotofsms_call("tok", wrong)

    def test_getallsms_with_all_filters_and_with_none(self):
        query = SmsQuery(
            begin=LATER, end=LATER + timedelta(days=1), device_id=260, status=5, sim=0, customerid=7, onlycount=True,
            phone="+491570000001", orderbydesc=True, timezone="Europe/Berlin",
        )  # fmt: skip
        assert fields_of(protocol.getallsms_call("tok", query)) == {
            "token": "tok", "device_id": "260", "status": "5", "begindate": "2026-11-22 11:30:00",
            "enddate": "2026-11-23 11:30:00", "sim": "0", "customerid": "7", "onlycount": "1", "phone": "+491570000001",
            "orderbydesc": "1", "timezone": "Europe/Berlin",
        }  # fmt: skip
        assert fields_of(protocol.getallsms_call("tok", SmsQuery())) == {"token": "tok"}

    def test_getalldevices(self):
        assert fields_of(protocol.getalldevices_call("t&k")) == {"token": "t&k"}

    def test_a_text_of_its_own_goes_out_without_a_reference_but_never_in_a_batch(self):
        alone = SendItem("+491570000001", "Test", 260, 0, None)
        assert "customerid" not in fields_of(protocol.addsms_call("tok", alone))
        with pytest.raises(ValueError):
            protocol.addalotofsms_call("tok", [alone])

    def test_getdevicestatus(self):
        call = protocol.getdevicestatus_call("t&k", 260)
        assert (call.method, fields_of(call)) == ("getdevicestatus", {"token": "t&k", "device_id": "260"})
        with pytest.raises(ValueError):
            protocol.getdevicestatus_call("tok", 0)

    def test_telegrammessage(self):
        call = protocol.telegrammessage_call("tok", "123456789", "Front desk is offline & 50%")
        sent = {"token": "tok", "telegramid": "123456789", "body": "Front desk is offline & 50%"}
        assert (call.method, fields_of(call)) == ("telegrammessage", sent)

    @pytest.mark.parametrize(
        ("to", "body"),
        [
            ("", "x"),
            ("@kern", "x"),
            ("0", "x"),
            ("12 3", "x"),
            ("-5", "x"),
            ("１２", "x"),
            ("1" * 21, "x"),
            ("5", " \n"),
        ],
    )
    def test_a_telegram_without_a_number_or_a_text_is_not_built(self, to, body):
        with pytest.raises(ValueError):
            protocol.telegrammessage_call("tok", to, body)

    def test_no_secret_shows_in_a_repr(self):
        calls = [
            protocol.gettoken_call("e", "hush"),
            protocol.addsms_call("hush", ITEM),
            protocol.getdevicestatus_call("hush", 1),
            protocol.telegrammessage_call("hush", "5", "hush"),
        ]
        assert "hush" not in repr(calls)


class TestToken:
    def test_the_recorded_answers(self):
        for body in (samples.GETTOKEN, samples.GETTOKEN_DOC_B):
            assert protocol.gettoken_reply(answer(body)) == samples.TOKEN

    def test_wrong_details_in_the_words_of_the_page(self):
        with pytest.raises(NotSignedIn) as met:
            protocol.gettoken_reply(answer(samples.GETTOKEN_WRONG))
        assert str(met.value) == (
            "E-mail and password don't match. Check caps lock, or reset the password on smsgateway24.com."
        )

    def test_another_refusal_is_quoted(self):
        with pytest.raises(NotSignedIn, match=r"smsgateway24\.com\. SmsGateway24 says: 'Account {blocked}'\."):
            protocol.gettoken_reply(answer(b'{"error":1,"message":"Account {blocked}"}'))

    @pytest.mark.parametrize(
        "token", [b'""', b"null", b"5", b'"a b"', b'"a\\nb"', b'["x"]', b'"\\u00fc"', b'"' + b"x" * 513 + b'"']
    )
    def test_what_cannot_be_a_token_is_none(self, token):
        with pytest.raises(GatewayUnreadable):
            protocol.gettoken_reply(answer(b'{"error":0,"token":%s}' % token))


def test_the_recorded_sends():
    told = protocol.addsms_reply(answer(samples.ADDSMS), 0.25)
    assert (told.kind, told.sms_id, told.took_s) == (Kind.ACCEPTED, 22074938, 0.25)
    told = protocol.addalotofsms_reply(answer(samples.ADDALOTOFSMS))
    assert (told.kind, told.sms_id, told.words) == (Kind.ACCEPTED, None, "Sms has been saved successfully")


class TestMessages:
    def test_the_recorded_answer(self):
        told = page(samples.GETALLSMS)
        assert (told.count, told.complete, [m.id for m in told.messages]) == (2, True, [22074937, 22074938])
        second, first = told.messages
        assert (first.sendto, first.body, first.customerid) == ("+491570000001", "Test message from API ", 19921)
        assert (first.status, first.title, first.device_id, first.sim) == (1, "New", 260, 0)
        assert first.created == datetime(2021, 7, 11, 11, 4, 46, tzinfo=UTC)
        assert first.timetosend == datetime(2021, 8, 1, 12, 0, tzinfo=UTC)
        assert (first.senttime, first.urgent, first.paket_id) == (None, True, None)
        assert (second.customerid, second.urgent, second.paket_id) == (None, None, 12)
        assert second.senttime == datetime(2021, 7, 11, 11, 4, 50, tzinfo=UTC)

    @pytest.mark.parametrize("smss", [b'"smss":null,"sms":', b'"sms":'])
    def test_the_alias_counts_where_the_name_itself_holds_nothing(self, smss):
        one = b'[{"id":1,"sendto":"+1","body":"x","customerid":1,"status":1}]'
        assert page(b'{"error":0,%s%s,"count":1}' % (smss, one)).complete

    @pytest.mark.parametrize("smss", [b'"smss":[],', b'"smss":{},', b'"smss":null,', b'"sms":[],', b""])
    def test_no_messages_in_every_shape(self, smss):
        told = page(b'{"error":0,%s"count":0}' % smss)
        assert (told.messages, told.count, told.complete) == ((), 0, True)

    def test_a_list_its_alias_text_numbers_and_other_names(self):
        entry = b'{"id":"7","sendto":491570000001,"body":"x","customerid":"5","status":"55","status_message":"Odd"'
        told = page(b'{"sms":[%s,"device_id":"260","channel_id":"2"}],"count":"1"}' % entry)
        (message,) = told.messages
        assert (message.id, message.customerid, message.status, message.title) == (7, 5, 55, "Odd")
        assert (message.sendto, message.device_id, message.sim) == ("491570000001", 260, 2)
        assert told.complete

    def test_the_key_stands_in_for_a_missing_id(self):
        told = page(b'{"error":0,"smss":{"9":{"sendto":"+1","body":"","customerid":null,"status":1}},"count":1}')
        assert told.messages[0].id == 9
        assert told.complete

    @pytest.mark.parametrize("owner", [b"null", b"0", b'"0"', b'"null"', b'""'])
    def test_no_reference_in_every_shape(self, owner):
        entry = b'{"id":1,"sendto":"+1","body":"","customerid":%s,"status":1}' % owner
        told = page(b'{"error":0,"smss":[%s],"count":1}' % entry)
        assert told.messages[0].customerid is None
        assert told.complete

    @pytest.mark.parametrize(
        "body",
        [
            b'{"error":0,"smss":[],"count":3}',
            b'{"error":0,"smss":[]}',
            b'{"error":0,"smss":[],"count":null}',
            b'{"error":0,"count":7}',
            b'{"error":0,"smss":{"1":null},"count":1}',
            b'{"error":0,"smss":["junk"],"count":1}',
            b'{"error":0,"smss":[{"id":0,"sendto":"+1","body":"x","customerid":1,"status":1}],"count":1}',
            b'{"error":0,"smss":{"2":{"id":1,"sendto":"+1","body":"x","customerid":1,"status":1}},"count":1}',
            b'{"error":0,"smss":[{"id":1,"sendto":"+1","body":"x","status":1}],"count":1}',
            b'{"error":0,"smss":[{"id":1,"sendto":"+1","body":"x","customerid":[5],"status":1}],"count":1}',
            b'{"error":0,"smss":[{"id":1,"sendto":"+1","body":"x","customerid":"5x","status":1}],"count":1}',
            b'{"error":0,"smss":[{"id":1,"sendto":"+1","body":"x","customerid":-5,"status":1}],"count":1}',
            b'{"error":0,"smss":[{"id":1,"sendto":"+1","body":"x","customerid":true,"status":1}],"count":1}',
            b'{"error":0,"smss":[{"id":1,"sendto":"+1","body":null,"customerid":1,"status":1}],"count":1}',
            b'{"error":0,"smss":[{"id":1,"sendto":null,"body":"x","customerid":1,"status":1}],"count":1}',
            b'{"error":0,"smss":[{"id":1,"sendto":"+1","body":"x","customerid":1,"status":null}],"count":1}',
        ],
    )
    def test_a_doubtful_answer_is_read_but_proves_no_absence(self, body):
        assert not page(body).complete

    def test_one_id_twice_is_not_whole(self):
        one = b'{"id":1,"sendto":"+1","body":"x","customerid":1,"status":1}'
        told = page(b'{"error":0,"smss":[%s,%s],"count":2}' % (one, one))
        assert (len(told.messages), told.complete) == (1, False)

    @pytest.mark.parametrize("smss", [b'"x"', b"5", b"true"])
    def test_what_is_no_collection_is_unreadable(self, smss):
        with pytest.raises(GatewayUnreadable):
            page(b'{"error":0,"smss":%s,"count":0}' % smss)

    def test_refused(self):
        with pytest.raises(GatewayRefused, match="status is required"):
            page(b'{"error":1,"message":"status is required"}')

    def test_server_time(self):
        got = answer(samples.GETALLSMS, headers={"date": "Sun, 11 Jul 2021 11:04:46 GMT"})
        assert protocol.getallsms_reply(got).server_time == datetime(2021, 7, 11, 11, 4, 46, tzinfo=UTC)


class TestDevices:
    def test_the_documented_answer_without_error_and_message(self):
        told = protocol.getalldevices_reply(answer(samples.GETALLDEVICES))
        first, second = told.devices
        assert told.complete
        assert (first.id, first.title, first.number, first.serial) == (1576, "Phone A", "", "EMU1")
        assert first.last_seen == datetime(2020, 4, 23, 17, 2, 21, tzinfo=UTC)
        assert first.created == datetime(2020, 3, 28, 20, 10, 29, tzinfo=UTC)
        assert first.sims == (
            Sim(0, "Carrier", "15550000000", "us", icc_id="8901"),
            Sim(1, "Other", "", "de", roaming=True, icc_id="8902"),
        )
        assert first.imei == "", 'the text "null"'
        assert (first.app_version, first.app_current, first.subscription) == ("12.1.21", False, True)
        assert (first.poll_s, first.delay_s) == (1, None)
        assert (second.id, second.poll_s, second.delay_s, second.subscription) == (1297, 10, 5, False)
        assert (second.last_seen, second.sims) == (None, ())

    @pytest.mark.parametrize("body", [b'{"count":0,"device":[]}', b'{"device":{}}', b'{"error":0,"device":null}'])
    def test_no_phones(self, body):
        assert protocol.getalldevices_reply(answer(body)).devices == ()

    def test_sender_names_are_left_out_and_said(self):
        body = b'{"error":0,"count":3,"device":[{"id":"MyShop","title":"x"},{"id":5,"title":"P"},{"id":5}]}'
        told = protocol.getalldevices_reply(answer(body))
        assert [(d.id, d.title) for d in told.devices] == [(5, "P")]
        assert not told.complete

    @pytest.mark.parametrize(
        "body", [b"{}", b'{"message":"Ok"}', b'{"error":0,"device":"x"}', b'{"error":0,"device":5}']
    )
    def test_unreadable(self, body):
        with pytest.raises(GatewayUnreadable):
            protocol.getalldevices_reply(answer(body))


class TestDeviceStatus:
    def test_the_recorded_answer(self):
        got = answer(samples.GETDEVICESTATUS, headers={"date": "Sun, 11 Jul 2021 12:34:53 GMT"})
        told = protocol.getdevicestatus_reply(got)
        assert (told.device_id, told.title, told.online) == (260, "Phone B", False)
        assert told.last_seen == datetime(2020, 8, 11, 14, 9, 53, tzinfo=UTC)
        assert told.server_time == datetime(2021, 7, 11, 12, 34, 53, tzinfo=UTC)
        assert told.silent_s == 28851900

    def test_texts_for_numbers_a_bare_date_and_other_members(self):
        body = b'{"error":"0","online":"1","device_id":"7","lastseen":"2020-08-11 16:09:53","diffseconds":"60","x":{}}'
        told = protocol.getdevicestatus_reply(answer(body))
        assert (told.online, told.device_id, told.silent_s, told.title) == (True, 7, 60, "")
        assert told.last_seen == datetime(2020, 8, 11, 16, 9, 53, tzinfo=UTC)

    @pytest.mark.parametrize(
        "body",
        [
            b'{"error":0}',
            b'{"online":null,"lastseen":null,"diffseconds":null,"device_id":null,"title":null}',
            b'{"error":0,"online":"soon","lastseen":false,"diffseconds":-5,"device_id":0,"title":"null"}',
        ],
    )
    def test_a_phone_never_seen(self, body):
        told = protocol.getdevicestatus_reply(answer(body))
        assert (told.online, told.last_seen, told.silent_s, told.device_id, told.title) == (None, None, None, None, "")

    def test_refused_and_unreadable(self):
        with pytest.raises(GatewayRefused, match="no such device"):
            protocol.getdevicestatus_reply(answer(b'{"error":1,"message":"no such device"}'))
        for body in (b"{}", b"<html>", b'{"message":"OK"}'):
            with pytest.raises(GatewayUnreadable):
                protocol.getdevicestatus_reply(answer(body))


class TestTelegram:
    def test_accepted_and_refused_in_the_services_words(self):
        told = protocol.telegrammessage_reply(answer(samples.TELEGRAMMESSAGE), 0.5)
        assert (told.kind, told.sms_id, told.not_offered, told.took_s) == (Kind.ACCEPTED, None, False, 0.5)
        told = protocol.telegrammessage_reply(answer(b'{"error":1,"message":"Write to the bot first"}'))
        assert (told.kind, told.words, told.not_offered) == (Kind.REFUSED, "Write to the bot first", False)

    @pytest.mark.parametrize("status", [404, 405, 410])
    def test_a_call_the_service_no_longer_knows(self, status):
        told = protocol.telegrammessage_reply(answer(b"<html>Not found</html>", status))
        assert (told.kind, told.not_offered, told.words) == (Kind.UNSURE, True, "")

    @pytest.mark.parametrize(("body", "status"), [(b"<html>", 200), (b"", 302), (b"", 500), (b"{}", 200), (b"", 403)])
    def test_anything_else_may_pass(self, body, status):
        told = protocol.telegrammessage_reply(answer(body, status))
        assert (told.kind, told.not_offered) == (Kind.UNSURE, False)
