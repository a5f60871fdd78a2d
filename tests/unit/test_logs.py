import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.logs import CRASH_NAME, LOG_NAME, mask, set_up


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    end = set_up(tmp_path, debug=True)
    yield tmp_path / LOG_NAME
    end()


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("sent to +4915752982212", "sent to …212"),
        ("0049 157-529 822 12 is odd", "…212 is odd"),
        ("(0157) 52982212", "(…212"),
        ("row 4 of 1305, 50 at once", "row 4 of 1305, 50 at once"),
        ("until 2026-11-20 09:15:00", "until 2026-11-20 09:15:00"),
        ("token=abc123", "token=[hidden]"),
        ('{"token": "ab cd", "x": 1}', '{"token": [hidden], "x": 1}'),
        ("password: hunter2, next", "password: [hidden], next"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer [hidden]"),
        ("from maria@kern-garage.example", "from [e-mail]"),
        ("got 9f86d081884c7d659a2feaa0c55ad015", "got [hidden]"),
        ("task sending failed in /srv/app/desktop_app/services/sending.py", None),
    ],
)
def test_mask(text: str, masked: str | None) -> None:
    assert mask(text) == (text if masked is None else masked)


NAMES = st.sampled_from(["token", "password", "Token", "pass", "api_key", "secret", "auth_token", "PASSWORD"])
SHAPES = st.sampled_from(
    ["{n}={s}", "{n}: {s}", "'{n}': '{s}'", '"{n}":"{s}"', "?{n}={s}&x=1", "{n} = {s}", "{n}={s!r}"]
)
SECRETS = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=6, max_size=60).filter(
    lambda secret: secret != "hidden"  # the word the mask itself writes
)


@settings(max_examples=1000, deadline=None)
@given(NAMES, SHAPES, SECRETS)
def test_no_named_secret_passes(name: str, shape: str, secret: str) -> None:
    assert secret not in mask("x " + shape.format(n=name, s=secret)).replace(name, "")


@settings(deadline=None)
@given(
    st.from_regex(r"\+[1-9][0-9]{8,13}", fullmatch=True),
    st.sampled_from(["{}", "to {}.", "({})", "sendto={}", '["{}"]', "{}:ok"]),
)
def test_no_phone_number_passes(number: str, place: str) -> None:
    masked = mask(place.format(number))
    assert number[1:] not in masked
    assert number[-3:] in masked


def test_exceptions_are_masked_too(log_file: Path, expect_log: Callable[[str], None]) -> None:
    expect_log("failed")
    try:
        raise ValueError("no such number +4915752982212 with token=abcdef")
    except ValueError:
        logging.getLogger("desktop_app.x").exception("failed for %s", "+4915752982212")
    text = log_file.read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "4915752982212" not in text
    assert "abcdef" not in text


def test_whole_addresses_of_httpx_stay_out(log_file: Path) -> None:
    logging.getLogger("httpx").info("HTTP Request: GET https://x/?token=1")
    logging.getLogger("desktop_app").info("hello")
    assert "HTTP" not in log_file.read_text(encoding="utf-8")


def test_a_failing_thread_is_logged(log_file: Path, expect_log: Callable[[str], None]) -> None:
    expect_log("unexpected in worker")

    def fail() -> None:
        raise RuntimeError("oh")

    thread = threading.Thread(target=fail, name="worker")
    thread.start()
    thread.join()
    assert "RuntimeError: oh" in log_file.read_text(encoding="utf-8")


def test_ends_cleanly(tmp_path: Path) -> None:
    handlers = list(logging.getLogger().handlers)
    end = set_up(tmp_path)
    end()
    assert logging.getLogger().handlers == handlers
    assert (tmp_path / CRASH_NAME).exists()
