"""Where the real wire is unknown: each way it may be, with everything else going wrong as well."""

from pathlib import Path

import pytest

from desktop_app.demo.variants import Variants
from tests.e2e import kills

VARIANTS = {
    "insists on filters": Variants(filters_mandatory=True),
    "caps at 40, oldest kept": Variants(cap=40),
    "caps at 40, newest kept": Variants(cap=40, cap_keeps="newest"),
    "caps at 50 and counts all": Variants(cap=50, cap_counts_all=True),
    "reads bounds in the account's zone": Variants(dates_in="account", account_offset="+11:00"),
    "bounds the time to send": Variants(dates_column="timetosend"),
    "no Date header": Variants(date_header=False),
    "a clock 11 hours ahead": Variants(clock_off_h=11.0),
    "a clock 11 hours behind": Variants(clock_off_h=-11.0),
    "numbers as texts, lists for maps": Variants(text_numbers=True, list_not_map=True, sms_id="text"),
    "ids missing, status 4, a byte order mark": Variants(sms_id="missing", status_four=True, bom=True),
    "good rows of a bad call stored": Variants(partial=True),
}


@pytest.mark.full
@pytest.mark.timeout(200)
@pytest.mark.parametrize("name", VARIANTS)
def test_nothing_is_lost_or_doubled_however_the_service_answers(tmp_path: Path, name: str) -> None:
    settings = [*kills.SETTINGS, "batch_max=10"]
    names = [one for one in kills.SEND_FAULTS if one != "refused_after"]
    verdict = kills.run(
        tmp_path, 80, 1, seed=7, disturbed=0.3, services=True, names=names, settings=settings, variants=VARIANTS[name]
    )
    assert verdict.clean, verdict
    assert verdict.stored == 80
