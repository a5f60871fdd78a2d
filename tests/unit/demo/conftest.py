"""A practice gateway for each test, on time moved by hand."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from desktop_app.demo.server import PracticeGateway

START = datetime(2021, 7, 11, 11, 4, 46, tzinfo=UTC)
"""When the recorded samples were made: 13:04:46 at +02:00."""
FRONT_DESK, WORKSHOP = 10417, 10433


class HandTime:
    """Time that stands still until a test moves it."""

    def __init__(self, start: datetime = START) -> None:
        self._start = start
        self.gone = 0.0

    def wall(self) -> datetime:
        return self._start + timedelta(seconds=self.gone)

    def elapsed(self) -> float:
        return self.gone

    def go(self, seconds: float) -> None:
        self.gone += seconds


class Caller:
    """A raw client of one gateway."""

    def __init__(self, gateway: PracticeGateway) -> None:
        self.gateway = gateway
        self.url = gateway.start() + "/getdata/"
        self._http = httpx.Client(timeout=5, verify=False)

    def post(self, method: str, **params: Any) -> httpx.Response:
        return self._http.post(self.url + method, data={"token": "t", **params})

    def get(self, method: str, **params: Any) -> httpx.Response:
        return self._http.get(self.url + method, params={"token": "t", **params})

    def add(self, **params: Any) -> httpx.Response:
        return self.post("addsms", **{"sendto": "+491570000001", "body": "Hi", "device_id": FRONT_DESK, **params})

    def add_many(self, *items: dict[str, Any], token: str = "t") -> httpx.Response:
        given = [{"sendto": "+491570000001", "body": "Hi", "device_id": FRONT_DESK, **item} for item in items]
        return self._http.post(
            self.url + "addalotofsms", data={"datajson": json.dumps({"token": token, "smsdata": given})}
        )

    def all(self, **params: Any) -> dict[str, Any]:
        answer: dict[str, Any] = self.post("getallsms", **params).json()
        return answer

    def records(self, **params: Any) -> list[dict[str, Any]]:
        smss = self.all(**params)["smss"]
        return list(smss.values()) if isinstance(smss, dict) else smss

    def close(self) -> None:
        self._http.close()
        self.gateway.stop()


@pytest.fixture
def time() -> HandTime:
    return HandTime()


@pytest.fixture
def call(time: HandTime) -> Iterator[Callable[..., Caller]]:
    """Starts a gateway with the given options and returns its caller; all end with the test."""
    callers: list[Caller] = []

    def start(**options: Any) -> Caller:
        callers.append(Caller(PracticeGateway(time, **options)))
        return callers[-1]

    yield start
    for caller in callers:
        caller.close()


@pytest.fixture
def caller(call: Callable[..., Caller]) -> Caller:
    """The default gateway's caller."""
    return call()
