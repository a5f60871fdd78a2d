"""Quiet hours begin while a campaign goes out: hand-over tapers, stops, and goes on when they end."""

from datetime import datetime, timedelta
from pathlib import Path

from tzlocal import get_localzone

from desktop_app.clock import FastClock
from desktop_app.demo.server import PracticeGateway
from desktop_app.demo.story import plain_phones
from desktop_app.domain.outgoing import WaitingFor
from tests.e2e.room import queue, room, until

SPEED = 200.0
PHONES = (20001, 20002)


async def test_nothing_is_handed_over_in_quiet_hours(tmp_path: Path) -> None:
    zone = get_localzone()
    clock = FastClock(SPEED, datetime(2025, 11, 20, 19, 53, tzinfo=zone))
    begin, end = (datetime(2025, 11, 20, hour, minute, tzinfo=zone) for hour, minute in ((20, 0), (20, 8)))
    fast = ("poll_s=10", "call_gap_s=0", "back_off_s=1", "settle_s=60", "connect_timeout_s=6000", "read_timeout_s=6000",
            "total_timeout_s=6000")  # fmt: skip
    with PracticeGateway(clock, token="right", phones=plain_phones(2)) as gateway:
        async with room(tmp_path / "data", gateway, *fast, clock=clock) as services:
            campaign = await queue(services, 400, PHONES, quiet_hours="20:00-20:08", pace_s=20)
            live = services.store.live
            await until(
                lambda: live.campaign.get(campaign) and live.campaign[campaign].waiting is WaitingFor.QUIET_HOURS
            )
            waiting = live.campaign[campaign]
            assert waiting.until == end
            await until(lambda: clock.wall() > begin)
            before = len(gateway.entries)
            await until(lambda: clock.wall() > end - timedelta(minutes=2))
            assert len(gateway.entries) == before < 400
            await until(lambda: clock.wall() > end + timedelta(minutes=2))
            assert len(gateway.entries) > before
        created = sorted(datetime.fromisoformat(entry["created"]) for entry in gateway.entries)
        assert not [at for at in created if begin <= at < end]
        sent = [m.senttime for m in gateway.messages if m.senttime is not None]
        assert not [at for at in sent if begin.timestamp() <= at < end.timestamp()], "a phone texted in quiet hours"
        assert max(at for at in created if at < begin) < begin - timedelta(seconds=30), "it tapers to nothing"
