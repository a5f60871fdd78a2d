"""Any setting can be given as KEY=VALUE."""

from dataclasses import fields

import pytest

from desktop_app.domain.errors import BadUse
from desktop_app.domain.settings import Settings, with_setting


@pytest.mark.parametrize("key", [field.name for field in fields(Settings)])
def test_every_setting_takes_its_own_default_as_text(key: str) -> None:
    settings = Settings()
    assert with_setting(settings, key, str(getattr(settings, key))) == settings


def test_numbers_keep_their_kind() -> None:
    assert with_setting(Settings(), "settle_s", "1.5").settle_s == 1.5
    assert with_setting(Settings(), "batch_max", "7").batch_max == 7
    assert with_setting(Settings(), "quiet_hours", " off ").quiet_hours == "off"


@pytest.mark.parametrize("key", ["pace_s", "batch_max", "country", "quiet_hours"])
def test_a_setting_without_a_value_is_said_as_that(key: str) -> None:
    with pytest.raises(BadUse, match=rf"^The setting {key} needs a value\. Write {key}=VALUE\.$"):
        with_setting(Settings(), key, "  ")
    assert with_setting(Settings(own_mobile="+491"), "own_mobile", "").own_mobile == ""


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("poll", "1"),
        ("settle_s", "soon"),
        ("settle_s", "-1"),
        ("settle_s", "nan"),
        ("batch_max", "2.5"),
        ("undo_s", "inf"),
        ("move_waiting", "2"),
        ("telegram_id", "@maria"),
        ("alert_mobile", "0170 2290118"),
    ],
)
def test_a_setting_that_does_not_fit_is_refused_in_one_sentence(key: str, value: str) -> None:
    with pytest.raises(BadUse) as caught:
        with_setting(Settings(), key, value)
    assert caught.value.exit_code == 2
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("key", "value"), [("telegram_id", "123456789"), ("alert_mobile", "+491702290118"), ("telegram_id", "")]
)
def test_where_alerts_go_can_be_set_and_taken_back(key: str, value: str) -> None:
    assert getattr(with_setting(Settings(), key, value), key) == value
