"""The tab as a whole: the way from a file to a queued campaign, and what is seen first after a crash."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from desktop_app.domain.outgoing import CampaignState, PausedBy, State
from desktop_app.ui.tabs.bulk.field_roles import ColumnRole
from desktop_app.ui.tabs.bulk.order import CHECK, COLUMNS, DELIVERY, FILE, MESSAGE, REVIEW, used_text
from desktop_app.ui.tabs.bulk.steps import BulkTab
from desktop_app.ui.words import settle_locale
from tests.unit.ui.fakes import story
from tests.unit.ui.fakes.parts import FakeBulk, fake_services


@pytest.fixture
def made(qapp: Any, qtbot: Any):
    """Tabs that were shown; they are let go of afterwards."""
    settle_locale()
    kept: list[tuple[QWidget, BulkTab]] = []

    def make(services: Any, size: tuple[int, int] = (1280, 700)) -> BulkTab:
        tab = BulkTab(services)
        kept.append((tab, tab))
        tab.resize(*size)
        tab.show()
        qtbot.wait(60)
        return tab

    yield make
    for _, tab in kept:
        tab.stop()
        tab.hide()
        tab.deleteLater()
        tab.step_menu.deleteLater()
    qapp.sendPostedEvents(None, 52)


def at(qtbot: Any, tab: BulkTab, step: int | None) -> None:
    qtbot.waitUntil(lambda: tab.here == step and not tab.draft.busy)
    qtbot.wait(250)


def to(qtbot: Any, tab: BulkTab, step: int) -> None:
    """Open a file and press the main action until `step` is on show."""
    tab.open_path(Path("customers-november.xlsx"))
    at(qtbot, tab, COLUMNS)
    for following in range(MESSAGE, step + 1):
        if following == CHECK:
            tab.steps[MESSAGE].edit.set_template(story.TEMPLATE)
        tab.press_main()
        at(qtbot, tab, following)


def test_from_a_file_to_a_queued_campaign(made: Any, qtbot: Any) -> None:
    services = fake_services(FakeBulk())
    tab = made(services)
    assert tab.here == FILE
    to(qtbot, tab, REVIEW)
    assert not tab.footer.main.isEnabled()
    tab.press_main()
    assert services.bulk.sent == [], "nothing leaves without the tick"
    tab.steps[REVIEW].consent.tick.setChecked(True)
    assert tab.footer.main.text() == "Send 1,248 messages"
    services.store.outbox.add({State.QUEUED: 1248}, state=CampaignState.STARTING)
    tab.press_main()
    at(qtbot, tab, None)
    [sent] = services.bulk.sent
    assert sent["consent"] is True
    assert sum(share.rows for share in sent["delivery"].shares) == 1248
    assert services.sending.asked == [("begin", 1)]


def test_steps_that_were_done_can_be_gone_back_to_and_later_ones_not(made: Any, qtbot: Any) -> None:
    tab = made(fake_services(FakeBulk()))
    to(qtbot, tab, CHECK)
    tab.show_step(REVIEW)
    assert tab.here == CHECK
    tab.back()
    at(qtbot, tab, MESSAGE)
    tab.show_step(CHECK)
    at(qtbot, tab, CHECK)
    assert tab.steps[MESSAGE].edit.template() == story.TEMPLATE


def with_texts(**facts: Any) -> FakeBulk:
    """A sheet whose last column looks like finished texts."""
    bulk = FakeBulk()
    bulk.fresh, bulk.sheet = True, replace(story.VIEW, text_column=6)
    for name, value in facts.items():
        setattr(bulk, name, value)
    return bulk


def test_a_column_of_finished_texts_is_taken_up_and_can_be_given_another_role(made: Any, qtbot: Any) -> None:
    tab = made(fake_services(with_texts()))
    to(qtbot, tab, COLUMNS)
    columns = tab.steps[COLUMNS]
    assert columns.roles.of(6) is ColumnRole.TEXT
    pickers = [picker.currentText() for picker in columns.grid._pickers]
    assert pickers[6] == "Finished message text"
    assert "Finished texts in column G" in columns.found._text._head.text()
    assert columns.found._text.isVisible()
    columns._set_role(columns.draft.bulk.view.columns[6], ColumnRole.UNUSED, "")
    assert not columns.found._text.isVisible()
    tab.press_main()
    at(qtbot, tab, MESSAGE)
    tab.back()
    at(qtbot, tab, COLUMNS)
    assert columns.roles.of(6) is ColumnRole.UNUSED, "what the owner said is not guessed again"


def test_a_known_file_goes_from_file_to_check_to_review_once_its_sheet_is_confirmed(made: Any, qtbot: Any) -> None:
    services = fake_services(with_texts(known=True, remembered_text=6))
    tab = made(services)
    tab.open_path(Path("customers-december.xlsx"))
    qtbot.waitUntil(lambda: tab.steps[FILE].reading.go_on.isVisible())
    assert tab.here == FILE, "nothing goes on before sheet and row count are confirmed"
    reading = tab.steps[FILE].reading
    assert reading._what.text() == "Sheet Kunden · 1,305 rows"
    assert reading.go_on.text() == "Continue to Check"
    reading.go_on.click()
    at(qtbot, tab, CHECK)
    assert services.bulk.request.text_column == 6
    assert tab.draft.totals.ready == 1248
    tab.press_main()
    at(qtbot, tab, REVIEW)
    tab.back()
    at(qtbot, tab, DELIVERY)
    tab.back()
    tab.back()
    at(qtbot, tab, COLUMNS)


def test_a_known_file_can_be_looked_at_all_the_same(made: Any, qtbot: Any) -> None:
    tab = made(fake_services(with_texts(known=True, remembered_text=6)))
    tab.open_path(Path("customers-december.xlsx"))
    qtbot.waitUntil(lambda: tab.steps[FILE].reading.go_on.isVisible())
    tab.steps[FILE].reading._known.pressed.emit()
    at(qtbot, tab, COLUMNS)
    tab.press_main()
    at(qtbot, tab, CHECK)
    tab.press_main()
    at(qtbot, tab, DELIVERY)


def test_use_again_takes_the_text_to_a_new_file_with_known_headings(made: Any, qtbot: Any) -> None:
    services = fake_services(with_texts(known=True, sheet=story.VIEW))
    tab = made(services)
    step = tab.steps[FILE]
    request = {"template": "Hello {First name|you}", "fallbacks": {"First name": "you"}}
    step.use_again(used_text("November", {"request": json.dumps(request)}))
    tab.show_landing()
    assert "Choose the new file for “November”." in step.used.accessibleName()
    tab.open_path(Path("customers-december.xlsx"))
    qtbot.waitUntil(lambda: step.reading.go_on.isVisible())
    assert "The text is that of “November”." in step.reading._known.accessibleName()
    step.reading.go_on.click()
    at(qtbot, tab, CHECK)
    assert services.bulk.request.template == "Hello {First name|you}"
    assert services.bulk.request.fallbacks == {"First name": "you"}
    tab.press_main()
    at(qtbot, tab, REVIEW)


def test_use_again_can_be_left(made: Any, qtbot: Any) -> None:
    tab = made(fake_services(with_texts(known=True, sheet=story.VIEW)))
    step = tab.steps[FILE]
    step.use_again(used_text("November", {"request": json.dumps({"template": "Hello", "fallbacks": {}})}))
    step.used.pressed.emit()
    assert step.used.isHidden()
    to(qtbot, tab, COLUMNS)
    assert tab.draft.template == ""


@pytest.mark.parametrize("meta", [{}, {"request": "no json"}, {"request": "{}"}, {"request": '{"template": null}'}])
def test_a_campaign_without_a_text_of_its_own_has_none_to_use_again(meta: dict[str, str]) -> None:
    assert used_text("Old", meta) is None


def test_finished_texts_in_a_column_need_no_writing(made: Any, qtbot: Any) -> None:
    services = fake_services(FakeBulk())
    tab = made(services)
    to(qtbot, tab, COLUMNS)
    columns = tab.steps[COLUMNS]
    columns.roles = columns.roles.with_role(6, columns.roles.of(6).__class__.TEXT, "")
    tab.press_main()
    at(qtbot, tab, CHECK)
    assert services.bulk.request.text_column == 6
    assert services.bulk.request.template is None


def test_a_low_window_moves_the_steps_into_the_header(made: Any, qtbot: Any) -> None:
    tab = made(fake_services(FakeBulk()), (960, 400))
    wanted: list[bool] = []
    tab.step_menu_wanted.connect(wanted.append)
    to(qtbot, tab, DELIVERY)
    assert wanted[-1] is True
    assert not tab.bar.isVisible()
    assert tab.step_menu.text() == "5 of 6 · Delivery"


def test_closing_lets_go_of_the_file(made: Any, qtbot: Any) -> None:
    services = fake_services(FakeBulk())
    tab = made(services)
    to(qtbot, tab, CHECK)
    tab.close_draft()
    at(qtbot, tab, FILE)
    assert ("close",) in services.bulk.calls


def test_a_send_that_was_cut_off_is_seen_first(made: Any, qtbot: Any) -> None:
    services = fake_services(FakeBulk())
    services.store.outbox.add(story.MIDWAY, state=CampaignState.PAUSED, paused_by=PausedBy.RESTART)
    asked: list[int] = []
    tab = BulkTab(services)
    tab.attention_asked.connect(lambda: asked.append(1))
    tab.show()
    qtbot.waitUntil(lambda: asked == [1])
    assert tab._pages.currentWidget() is tab.welcome_back
    tab.stop()
    tab.hide()
    tab.deleteLater()
    tab.step_menu.deleteLater()


def test_a_sent_draft_is_let_go_of_and_one_taken_back_stays(made: Any, qtbot: Any) -> None:
    services = fake_services(FakeBulk())
    tab = made(services)
    to(qtbot, tab, CHECK)
    campaign = services.store.outbox.add({State.CANCELLED: 1248}, state=CampaignState.STOPPED)
    tab.begin(campaign.id)
    at(qtbot, tab, None)
    tab.show_landing()
    qtbot.wait(60)
    assert ("close",) not in services.bulk.calls, "undone: the draft is still there to be sent"
    campaign = services.store.outbox.add(story.MIDWAY)
    tab.begin(campaign.id)
    at(qtbot, tab, None)
    tab.show_landing()
    qtbot.waitUntil(lambda: ("close",) in services.bulk.calls)
