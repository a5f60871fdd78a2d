"""The do-not-text list, incoming texts, phones, drafts, settings."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop_app.domain.device import Device, Sim
from desktop_app.domain.errors import BadUse
from desktop_app.domain.incoming import Incoming
from desktop_app.store.claims import Receipt
from desktop_app.store.database import Store
from desktop_app.store.do_not_text import Entry
from desktop_app.store.drafts import Draft
from tests.fake_clock import START, FakeClock
from tests.unit.store.plans import number
from tests.unit.store.test_outbox import ALL, add

PLUS_ONLY = lambda sender: sender if sender.startswith("+") else None  # noqa: E731


async def test_an_entry_keeps_its_first_proof(store: Store, clock: FakeClock) -> None:
    assert await store.do_not_text.add(number(1), "Called on Monday", "by hand")
    await clock.advance(60)
    assert not await store.do_not_text.add(number(1), "again", "by hand")
    (entry,) = await store.do_not_text.export()
    assert entry == Entry(number(1), START, "by hand", "Called on Monday")


async def test_the_list_is_searched_by_number_as_typed_and_by_proof(store: Store) -> None:
    await store.do_not_text.import_([Entry(number(i), START, "import", f"Note {i}") for i in range(5)])
    assert [one.number for one in await store.do_not_text.entries("0157 00000003")] == [number(3)]
    assert [one.number for one in await store.do_not_text.entries("NOTE 4")] == [number(4)]
    assert len(await store.do_not_text.entries(limit=2, offset=4)) == 1


async def test_taking_somebody_off_is_recorded_with_its_reason(store: Store) -> None:
    await store.do_not_text.add(number(1), "x", "y")
    assert await store.do_not_text.remove(number(1), "asked to be back")
    assert not await store.do_not_text.remove(number(1), "twice")
    events = await store._database.read(
        lambda c: [tuple(row) for row in c.execute("SELECT what, why FROM do_not_text_event ORDER BY id")]
    )
    assert events == [("added", "y"), ("removed", "asked to be back")]


def text(gateway_id: int, sender: str, body: str) -> Incoming:
    return Incoming(gateway_id, sender, body, START, 7, 0)


async def test_each_text_is_stored_once_and_a_stop_acts_once(store: Store) -> None:
    texts = [text(1, number(1), "STOP"), text(2, number(2), "thanks"), text(3, number(3), "Stopp bitte")]
    stored = await store.inbox.store(texts, START, PLUS_ONLY)
    assert (stored.new, stored.stops) == (3, (number(1),))
    assert await store.do_not_text.numbers() == {number(1)}
    await store.do_not_text.remove(number(1), "asked to be back")
    again = await store.inbox.store(texts, START + timedelta(hours=1), PLUS_ONLY)
    assert (again.new, again.stops) == (0, ())
    assert await store.do_not_text.numbers() == frozenset()
    assert await store.inbox.read_up_to() == START + timedelta(hours=1)
    assert [one.gateway_id for one in await store.inbox.page()] == [3, 2, 1]


async def test_the_proof_of_a_stop_is_its_text_and_time(store: Store) -> None:
    await store.inbox.store([text(1, number(1), "Stop.")], START, PLUS_ONLY)
    (entry,) = await store.do_not_text.entries()
    assert entry.proof == "“Stop.”, 2026-11-20 08:15 UTC"


async def test_a_sender_without_a_country_code_is_found_among_those_we_texted(store: Store, data_dir) -> None:
    campaign = await add(store, data_dir, [("+4915712345678", "Hello")])
    await store.outbox.record(await store.outbox.claim(campaign, ALL), Receipt("accepted"))
    stored = await store.inbox.store([text(1, "015712345678", "STOP")], START, PLUS_ONLY)
    assert stored.stops == ("+4915712345678",)


async def test_a_short_code_stops_nobody(store: Store, data_dir) -> None:
    await add(store, data_dir, [("+4915712345678", "Hello")])
    stored = await store.inbox.store([text(1, "45678", "STOP"), text(2, "Telekom", "STOP")], START, PLUS_ONLY)
    assert stored.stops == ()


async def test_reading_marks_never_go_back(store: Store) -> None:
    await store.inbox.store([], START, PLUS_ONLY)
    await store.inbox.store([], START - timedelta(days=1), PLUS_ONLY)
    assert await store.inbox.read_up_to() == START


PHONE = Device(
    7,
    "A51",
    last_seen=START,
    created=START,
    sims=(Sim(0, "O2", "+49", "de", roaming=True),),
    poll_s=10,
    subscription=True,
)


async def test_phones_keep_the_owners_names_and_leave_with_the_account(store: Store) -> None:
    assert await store.directory.put_devices([PHONE, Device(8, "B")], START) == [PHONE, Device(8, "B")]
    await store.directory.rename(7, " Front desk ")
    told = await store.directory.put_devices([PHONE], START)
    assert told == await store.directory.devices() == [replace(PHONE, nickname="Front desk")]
    assert await store.directory.names() == {7: "Front desk", 8: "B"}


async def test_drafts_are_saved_over_and_deleted(store: Store) -> None:
    one = await store.drafts.save(Draft(0, "a.xlsx", START, {"request": {"x": 1}}))
    two = await store.drafts.save(Draft(0, "b.xlsx", START + timedelta(hours=1), {}))
    assert await store.drafts.save(Draft(one, "a.xlsx", START + timedelta(hours=2), {"request": {"x": 2}})) == one
    assert [(one.id, one.content) for one in await store.drafts.list()] == [(one, {"request": {"x": 2}}), (two, {})]
    await store.drafts.delete(one)
    assert [one.id for one in await store.drafts.list()] == [two]


async def test_settings_are_kept_as_text_and_what_no_longer_fits_is_passed_over(store: Store) -> None:
    assert (await store.settings.save("quiet_hours", "21:00-07:00")).quiet_hours == "21:00-07:00"
    with pytest.raises(BadUse):
        await store.settings.save("pace_s", "slow")
    await store._database.write(lambda c, _: c.execute("INSERT INTO setting VALUES ('gone', '1'), ('poll_s', 'x')"))
    loaded = await store.settings.load()
    assert (loaded.quiet_hours, loaded.poll_s) == ("21:00-07:00", 5.0)


async def test_small_memory_holds_json_and_forgets(store: Store) -> None:
    await store.settings.put("tab", {"last": "bulk", "ö": [1]})
    assert await store.settings.get("tab") == {"last": "bulk", "ö": [1]}
    await store.settings.put("tab", None)
    assert await store.settings.get("tab") is None
