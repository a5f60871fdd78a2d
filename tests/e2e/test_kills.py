"""Killed, resumed, disturbed: nothing lost, nothing twice, nothing misreported; and a harness that would notice."""

from pathlib import Path

import pytest

from tests.e2e import kills


def test_a_campaign_killed_again_and_again_reaches_everybody_once(tmp_path: Path) -> None:
    quick = [name for name in kills.SEND_FAULTS if name != "refused_after"]  # those rows go one by one afterwards
    verdict = kills.run(tmp_path, rows=80, kills=2, seed=3, names=quick, settings=[*kills.SETTINGS, "batch_max=10"])
    assert verdict.kills == 2
    assert verdict.disturbed > 0
    assert verdict.clean, verdict
    assert verdict.stored == verdict.rows == verdict.states["delivered"]


def test_a_sender_that_resends_on_error_is_caught(tmp_path: Path) -> None:
    verdict = kills.run(tmp_path, rows=40, kills=0, seed=1, null_control=True)
    assert verdict.twice > 0
    assert not verdict.clean


@pytest.mark.full
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", [11, 12])
def test_two_thousand_rows_and_twenty_five_kills(tmp_path: Path, seed: int) -> None:
    verdict = kills.run(tmp_path, rows=2000, kills=25, seed=seed)
    assert verdict.kills == 25
    assert verdict.clean, verdict
