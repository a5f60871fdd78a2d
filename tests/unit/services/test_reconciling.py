"""What three open answers in a row wait for, and that the wait ends."""

from desktop_app.domain.outgoing import State
from tests.unit.services.conftest import Bench, finished


async def test_rows_found_by_following_alone_let_the_campaign_go_on(bench: Bench) -> None:
    bench.gateway.script = ["accept", "silent", "silent", "silent"]
    bench.start()
    campaign = await bench.send(100, pace_s=1)
    told = await bench.until(finished, campaign, limit=600, step=0.5)
    assert told.counts == {State.DELIVERED: 100}
    await bench.check()
