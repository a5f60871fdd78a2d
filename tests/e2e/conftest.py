"""A practice gateway and a desk beside it, for every test that starts processes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.demo.server import PracticeGateway
from tests.e2e.desk import Desk, write_sheet


@pytest.fixture
def gateway() -> Iterator[PracticeGateway]:
    """Run 60 times as fast as people live, and know one token."""
    with PracticeGateway(speed=60, token="right") as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, gateway: PracticeGateway) -> Desk:
    """SMS Desk with an empty data folder, signed in."""
    return Desk(tmp_path / "data", gateway.url)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Twelve people."""
    return write_sheet(tmp_path / "people.csv", 12)
