"""Step Review on screen: every number of the story, what keeps the button shut, and what its press does."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from desktop_app.domain.changes import Changes
from desktop_app.domain.errors import NoConnection
from desktop_app.domain.recipient import Group, Mark, PlanTotals
from desktop_app.ui.tabs.bulk.delivery_step import DeliveryStep
from desktop_app.ui.tabs.bulk.draft import Draft
from desktop_app.ui.tabs.bulk.review_changes import Fact
from desktop_app.ui.tabs.bulk.review_step import CHECK, DELIVERY, ReviewStep
from tests.unit.ui.fakes import story
from tests.unit.ui.fakes.parts import FakeBulk, fake_services

PHONES = (*story.DEVICES[:2], replace(story.DEVICES[2], delay_s=118), story.DEVICES[3])


@pytest.fixture(autouse=True)
def _berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    yield
    QLocale.setDefault(before)
    monkeypatch.undo()
    time.tzset()


class _Bulk(FakeBulk):
    """The story's draft, whose replies can fail and whose list can grow."""

    def __init__(self) -> None:
        super().__init__(opened=True)
        self.unreadable = False
        self.opted_out = 8
        self.recent = 62
        self.sent_today = 0
        assert self.request is not None
        self.request = replace(self.request, fallbacks={"First name": "customer"})

    def _plan(self) -> PlanTotals:
        totals = super()._plan()
        more = self.opted_out - 8
        repeated = 0 if self.again else self.sent_today
        gone = (62 if self.skipped else 0) + repeated
        self.totals = replace(
            totals,
            ready=totals.ready - more - gone,
            people=totals.people - more - gone,
            left_out={**totals.left_out, Group.OPTED_OUT: self.opted_out, Group.REPEATED: repeated},
            marks={**totals.marks, Mark.RECENT: 0 if self.skipped else 62},
        )
        return self.totals

    async def freshen(self) -> PlanTotals:
        totals = await super().freshen()
        if self.unreadable:
            self.replies = None
            self.replies_trouble = NoConnection("SmsGateway24 is not answering.")
        else:
            self.replies_trouble = None
        return totals


def made(qtbot: QtBot, *, services: Any = None, picture: bool = True, unreadable: bool = False) -> ReviewStep:
    services = services or fake_services(_Bulk(), PHONES)
    services.bulk.unreadable = unreadable
    draft = Draft(services)
    services.bulk._plan()
    draft.begin_delivery()
    if picture:
        draft.set_delivery(draft.delivery.choose(1301, chosen=False).choose(1297, chosen=True))
    before = DeliveryStep(draft)
    qtbot.addWidget(before)
    before.enter()
    before.leave()
    step = ReviewStep(draft, rng=Random(3))
    qtbot.addWidget(step)
    step.resize(1216, 492)
    step.show()
    step.enter()
    settle(qtbot, step)
    return step


def settle(qtbot: QtBot, step: ReviewStep) -> None:
    qtbot.waitUntil(lambda: not step.draft.busy and not step._counting)


def fact(step: ReviewStep, which: Fact) -> str:
    return step.paper.facts[which].value.text


def test_every_number_of_the_story(qtbot: QtBot) -> None:
    step = made(qtbot)
    assert step.paper.sentence.text == "You are about to send 1,248 messages to 1,203 people."
    assert step.paper.replies.words.text.startswith("Replies read up to 09:20: 3 people asked not to be texted.")
    assert fact(step, Fact.FROM) == "Front desk 535 · Workshop 535 · Delivery van 178, late and roaming, added by you"
    assert fact(step, Fact.WHEN) == "Now, gently. Done by about 12:20, well before quiet hours at 20:00"
    assert fact(step, Fact.LIMIT) == "Tomorrow 09:20. What is left then waits until you say so"
    assert fact(step, Fact.COSTS) == "1,294 SMS, because 38 messages are long"
    assert fact(step, Fact.LEFT_OUT) == "57 rows: 31 duplicates, 12 bad numbers, 8 opted out, 6 empty"
    assert fact(step, Fact.TWICE) == "45 people get two different messages"
    assert fact(step, Fact.RECENT) == "62 people already had a text from you in the last 7 days"
    assert "1,203 people and the file name" in step.consent.tick.accessibleDescription()
    assert step.action().words == "Send 1,248 messages"


def test_the_tick_starts_empty_each_time_and_opens_the_button(qtbot: QtBot) -> None:
    step = made(qtbot)
    assert step.action().reason == "Tick “These people agreed” first."
    assert not step.action().enabled
    step.press()
    assert not step.draft.services.bulk.sent  # type: ignore[attr-defined]
    step.consent.tick.click()
    assert step.action().enabled
    step.leave()
    step.enter()
    settle(qtbot, step)
    assert not step.action().enabled


def test_up_to_fifty_people_need_no_tick(qtbot: QtBot) -> None:
    services = fake_services(_Bulk(), PHONES)
    plan = services.bulk._plan

    def few() -> PlanTotals:
        services.bulk.totals = replace(plan(), people=50, ready=50)
        return services.bulk.totals  # type: ignore[no-any-return]

    services.bulk._plan = few
    step = made(qtbot, services=services)
    assert step.action().enabled


def test_press_queues_exactly_what_is_shown_and_tells_the_campaign(qtbot: QtBot) -> None:
    step = made(qtbot)
    told: list[int] = []
    step.sent.connect(told.append)
    step.paper.name.setText("November service reminder")
    step.paper.name.textEdited.emit("November service reminder")
    step.consent.tick.click()
    step.press()
    step.press()
    qtbot.waitUntil(lambda: told == [1])
    (sent,) = step.draft.services.bulk.sent  # type: ignore[attr-defined]
    assert sent["name"] == "November service reminder"
    assert sent["consent"] is True
    assert [share.rows for share in sent["delivery"].shares] == [535, 535, 178]


def test_an_unnamed_campaign_takes_the_name_of_the_file(qtbot: QtBot) -> None:
    step = made(qtbot)
    step.consent.tick.click()
    step.press()
    qtbot.waitUntil(lambda: bool(step.draft.services.bulk.sent))  # type: ignore[attr-defined]
    assert step.draft.services.bulk.sent[0]["name"] == "customers-november"  # type: ignore[attr-defined]


def test_replies_that_cannot_be_read_ask(qtbot: QtBot) -> None:
    step = made(qtbot, unreadable=True)
    step.consent.tick.click()
    assert "could not be read" in step.action().reason
    assert "SmsGateway24 is not answering." in step.paper.replies.words.text
    step.draft.services.bulk.unreadable = False  # type: ignore[attr-defined]
    step.paper.replies.again.click()
    assert step.action().reason == "Reading replies…"
    settle(qtbot, step)
    assert step.action().enabled


def test_going_on_without_replies_is_recorded(qtbot: QtBot) -> None:
    step = made(qtbot, unreadable=True)
    step.consent.tick.click()
    step.paper.replies.anyway.click()
    assert step.action().enabled
    step.press()
    kept = step.draft.services.store.kept  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: "sent without replies 1" in kept)


def test_somebody_who_opts_out_meanwhile_is_counted_and_marked(qtbot: QtBot) -> None:
    step = made(qtbot)
    step.consent.tick.click()
    step.draft.services.bulk.opted_out = 9  # type: ignore[attr-defined]
    step.draft.services.store.publish(Changes(do_not_text=True))  # type: ignore[attr-defined]
    assert not step.action().enabled
    settle(qtbot, step)
    assert step.action().words == "Send 1,247 messages"
    assert step.paper.facts[Fact.LEFT_OUT].changed.isVisible()
    assert not step.paper.facts[Fact.FROM].changed.isVisible()
    assert sum(phone.rows for phone in step.draft.delivery.phones) == 1247


def test_a_phone_that_goes_offline_meanwhile_is_marked(qtbot: QtBot) -> None:
    step = made(qtbot)
    live = step.draft.services.store.live
    live.devices = (replace(PHONES[0], last_seen=story.NOW - timedelta(hours=1)), *PHONES[1:])  # type: ignore[misc]
    step.draft.follow_devices()
    assert "Front desk 535, offline" in fact(step, Fact.FROM)
    assert step.paper.facts[Fact.FROM].changed.isVisible()


def test_quiet_hours_that_began_meanwhile_are_marked(qtbot: QtBot) -> None:
    step = made(qtbot)
    evening = story.NOW + timedelta(hours=11)
    step.draft.services.clock.now = evening  # type: ignore[attr-defined]
    step._keep_time()
    assert step.paper.facts[Fact.WHEN].changed.isVisible()
    assert "Starts at 08:00, when quiet hours end" in fact(step, Fact.WHEN)


def test_people_texted_this_week_are_skipped_and_taken_back(qtbot: QtBot) -> None:
    step = made(qtbot)
    row = step.paper.facts[Fact.RECENT]
    row.button.click()
    qtbot.waitUntil(lambda: step.action().words == "Send 1,186 messages")
    assert row.value.text.startswith("62 people skipped")
    row.button.click()
    qtbot.waitUntil(lambda: step.action().words == "Send 1,248 messages")
    assert row.value.text.startswith("62 people already had")


def test_facts_lead_back_to_their_steps(qtbot: QtBot) -> None:
    step = made(qtbot)
    asked: list[Any] = []
    step.edit_asked.connect(asked.append)
    step.group_asked.connect(asked.append)
    step.paper.facts[Fact.WHEN].button.click()
    step.paper.facts[Fact.TWICE].button.click()
    step.paper.replies.show_them.click()
    assert asked == [DELIVERY, Mark.SAME_PERSON, CHECK, Group.OPTED_OUT, CHECK]


def test_two_at_random_and_the_longest_say_why(qtbot: QtBot) -> None:
    step = made(qtbot)
    first, second, longest = step.samples.samples
    assert longest.who.text() == "Deniz Yılmaz · 3 SMS, because of the letter ı"
    assert first.who.text() != second.who.text()
    before = first.who.text(), second.who.text()
    step.samples.refresh_asked.emit()
    settle(qtbot, step)
    assert (first.who.text(), second.who.text()) != before
    assert longest.who.text().startswith("Deniz")


def test_a_replaced_field_is_told(qtbot: QtBot) -> None:
    step = made(qtbot)
    haas = next(index for index in range(9) if story.ready_row(index).name == "Haas")
    step.picker.show([haas])
    settle(qtbot, step)
    assert step.samples.samples[0].who.text() == "Haas · First name is empty, so “customer”"


def test_the_test_goes_out_with_the_first_message(qtbot: QtBot) -> None:
    step = made(qtbot)
    step.consent.send_test.click()
    assert step.test.isVisible()
    step.test._edit.setText("0170 2290118")
    step.test._send.click()
    tests = step.draft.services.tests  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: bool(tests))
    assert tests[0][1] == step.samples.first_text
    qtbot.waitUntil(lambda: "on its way" in step.consent._told.text())
    assert not step.test.isVisible()


def test_a_low_window_scrolls_one_thing_only_up_and_down(qtbot: QtBot) -> None:
    step = made(qtbot)
    step.set_compact(compact=True)
    step.resize(928, 348)
    qtbot.wait(1)
    assert step.area.horizontalScrollBar().maximum() == 0
    assert step.consent.mapTo(step, step.consent.rect().topLeft()).y() < 40


def test_texts_that_went_out_not_long_ago_are_told_and_go_only_when_wanted(qtbot: QtBot) -> None:
    services = fake_services(_Bulk(), PHONES)
    services.bulk.sent_today = 5
    step = made(qtbot, services=services)
    assert step.action().words == "Send 1,243 messages"
    assert "5 messages left out" in fact(step, Fact.REPEATED)
    step.paper.facts[Fact.REPEATED].button.click()
    settle(qtbot, step)
    assert step.action().words == "Send 1,248 messages"
    assert "go out again" in fact(step, Fact.REPEATED)
    step.paper.facts[Fact.REPEATED].button.click()
    settle(qtbot, step)
    assert step.action().words == "Send 1,243 messages"
