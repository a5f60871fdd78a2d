"""One text of the program's own in the outbox, as `Trial` puts it there, without a sheets' worker."""

from desktop_app.domain.outgoing import Share
from tests.unit.services.conftest import Bench
from tests.unit.store.plans import delivery, plan_file


async def send_text(bench: Bench, number: str, text: str, share: Share, name: str) -> int:
    """Queue it and begin it at once."""
    campaign = await bench.store.outbox.add_campaign(
        plan_file(bench.folder / "own.sqlite", [(number, text)]),
        name=name,
        file="",
        delivery=delivery(share),
        assign=(share,),
        consent_at=None,
        again=True,
    )
    await bench.sending.begin_now(campaign)
    return campaign
