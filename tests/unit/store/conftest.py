"""A store in a temporary folder."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop_app.store.database import Store
from tests.fake_clock import FakeClock


@pytest.fixture
async def store(data_dir: Path, clock: FakeClock) -> AsyncIterator[Store]:
    opened = await Store.open(data_dir / "desk.sqlite", clock)
    yield opened
    await opened.aclose()
