"""Who asked not to be texted."""

import pytest

from desktop_app.domain.opt_out import Wish, wish


@pytest.mark.parametrize(
    "text",
    [
        "STOP", "stop", "Stop.", " STOP! ", "End", "CANCEL", "Unsubscribe", "ABMELDEN", "abmelden.", "SToP",
        "STOPP", "stopp...", "СТОП", "стоп!", "„Stop“", "STOP\n",
        "*STOP*", "ＳＴＯＰ", "STOP\u200b", "Stop all", "stop 🙏", "ARRÊT",
    ],
)  # fmt: skip
def test_a_whole_message_that_is_a_stop_word_counts(text: str) -> None:
    assert wish(text) is Wish.STOP


@pytest.mark.parametrize(
    "text", ["Stopp bitte", "please stop", "nein danke", "Bitte abmelden", "STOP texting me", "Nein, danke!"]
)
def test_a_near_miss_is_only_suggested(text: str) -> None:
    assert wish(text) is Wish.MAYBE


@pytest.mark.parametrize(
    "text",
    ["", "Ok, thanks", "1", "Ja, ich komme am Freitag", "When does it end?", "Cancel my appointment on Monday please",
     "I will stop by at nine tomorrow with the car and the keys", "Endlich"],
)  # fmt: skip
def test_ordinary_answers_are_left_alone(text: str) -> None:
    assert wish(text) is Wish.NONE
