"""The first page in all its states."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop_app.services.account import NoInternet, ServiceDown, TokenRefused, WrongDetails
from desktop_app.ui.sign_in_forms import typing_slip


@pytest.fixture
def page(launch, services):
    services.account.signed_in = False
    services.account.email = ""
    launch.open()
    launch.window.activateWindow()
    return launch.sign_in


def words(page):
    return " | ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_empty_fields_are_marked_and_nothing_is_sent(page, services):
    page.go()
    assert "Type your e-mail address." in words(page)
    page.type("maria@kern-garage.de", "")
    page.go()
    assert "Type your password." in words(page)
    assert services.account.tried == []


def test_signing_in_leads_to_the_phones_and_forgets_the_password(page, launch, services):
    page.type("maria@kern-garage.de", "correct horse")
    QTest.keyClick(page.by_password.secret, Qt.Key.Key_Return)
    assert services.account.tried == [("maria@kern-garage.de", "correct horse")]
    assert launch.window.shell_shown
    assert launch.window.tab == "devices"
    assert page.by_password.secret.text() == ""
    assert services.devices.refreshed == 1


def test_while_it_works_it_can_be_called_off(page, services):
    services.tasks.hold.add("sign in")
    page.type("maria@kern-garage.de", "correct horse")
    page.go()
    assert page.button.busy
    assert page.by_password.address.isReadOnly()
    page.go()
    assert list(services.tasks.held) == ["sign in"]
    page.cancel()
    assert not page.button.busy
    assert not page.by_password.address.isReadOnly()
    assert services.tasks.held == {}


def test_wrong_details_select_the_password(page, services):
    services.account.trouble = WrongDetails("no")
    page.type("maria@kern-garage.de", "wrong")
    page.go()
    assert "E-mail and password don’t match" in words(page)
    assert page.by_password.secret.selectedText() != ""
    assert QApplication.focusWidget() is page.by_password.secret


def test_a_refused_token_is_told_at_its_field(page, services):
    services.account.trouble = TokenRefused("SmsGateway24 does not accept this token.", "", "Copy it again.")
    page.begin(1)
    page.by_token.secret.setText("abc")
    page.go()
    assert services.account.tried == [("", "abc")]
    assert page.by_token.token.wrong
    assert "SmsGateway24 does not accept this token. Copy it again." in words(page)


def test_no_internet_offers_to_try_again(page, services):
    services.account.trouble = NoInternet("No internet connection.", "Sign-in needs it once.")
    page.type("maria@kern-garage.de", "x")
    page.go()
    assert "No internet connection." in words(page)
    services.account.trouble = None
    page.message.pressed.emit()
    assert len(services.account.tried) == 2


def test_a_service_that_is_down_is_tried_again_by_itself(page, launch, services):
    services.account.trouble = ServiceDown("SmsGateway24 is not answering (since {since}).", since="10:42")
    page.type("maria@kern-garage.de", "x")
    page.go()
    assert "SmsGateway24 is not answering (since 10:42)." in words(page)
    services.account.trouble = None
    services.tasks.fire("sign in again")
    assert launch.window.shell_shown


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("maria@kern-garage,de", "maria@kern-garage.de"),
        ("maria @kern-garage.de", "maria@kern-garage.de"),
        ("  maria@kern-garage.de ", ""),
        ("no address, at all", ""),
    ],
)
def test_slips_in_an_address(typed, mended):
    assert typing_slip(typed) == mended


def test_a_slip_is_offered_and_taken(page, services):
    page.type("maria@kern-garage,de", "x")
    page.go()
    assert "Did you mean maria@kern-garage.de?" in words(page)
    assert services.account.tried == []
    page.by_password.email.fixed.emit()
    page.go()
    assert services.account.tried == [("maria@kern-garage.de", "x")]


def test_the_demo_is_a_press_away(page, launch):
    asked = []
    launch.demo_asked.connect(lambda: asked.append(True))
    QTest.mouseClick(page.demo, Qt.MouseButton.LeftButton)
    assert asked == [True]
