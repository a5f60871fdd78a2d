"""Commands that only read: `preview`, `campaigns`, the do-not-text list. They need no lock and write nothing."""

import argparse
import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from desktop_app.cli.output import Output
from desktop_app.commands import do_not_text as listed
from desktop_app.commands import listing, previewing, summary
from desktop_app.commands.messages import plural, progress
from desktop_app.commands.requests import Source
from desktop_app.domain.errors import BadUse
from desktop_app.domain.recipient import plan_row_to_json
from desktop_app.place import Place
from desktop_app.store.campaigns import NoSuchCampaign
from desktop_app.store.database import Store


def preview(arguments: argparse.Namespace, place: Place, output: Output) -> int:
    """Show what would go out; 1 when a row is left out."""
    return asyncio.run(_show_preview(source(arguments), place, output, as_json=arguments.json))


async def _show_preview(chosen: Source, place: Place, output: Output, *, as_json: bool) -> int:
    plan = previewing.Preview(place.folder, place.clock, place.choices.over)
    try:
        planned = await plan.plan(chosen, lambda done, total: output.tell(progress("Rows read", done, total)))
        totals = planned.totals
        if as_json:
            rows = (plan_row_to_json(row) async for row in plan.rows())
            counts = {"ready": totals.ready, "skipped": totals.skipped}
            await _print_rows(output, rows, counts, totals.parts)
        else:
            for words in summary.summarise(planned):
                output.tell({"line": words})
            async for row in plan.rows():
                to = row.to or row.shown_phone or "-"
                words = row.reason or " ⏎ ".join(row.text.splitlines())
                output.tell({"line": f"row {row.row}  {to}  {words}"})
    finally:
        await plan.close()
    return 0 if totals.ready and not totals.skipped else 1


async def _print_rows(
    output: Output, rows: AsyncIterator[dict[str, Any]], counts: dict[str, int], parts: int | None
) -> None:
    """Print JSON row by row: a hundred thousand of them are never held at once."""
    output.raw('{"rows":[')
    separator, summed = "", 0
    async for row in rows:
        output.raw(separator + json.dumps(row, ensure_ascii=False))
        separator = ","
        summed += row["parts"]
    output.raw(f'],"counts":{json.dumps(counts)},"parts":{summed if parts is None else parts}}}\n')


def campaigns(arguments: argparse.Namespace, place: Place, output: Output) -> int:
    """Show all campaigns, or the rows of one."""

    async def show() -> int:
        async with _reading(place) as store:
            if store is None:
                if arguments.id is not None:
                    raise _no_campaign(arguments.id)
                output.tell({"line": '{"campaigns":[]}' if arguments.json else "No campaigns yet."})
            elif arguments.id is None:
                await _show_campaigns(store, output, as_json=arguments.json)
            else:
                await _show_campaign(store, arguments.id, output, as_json=arguments.json)
        return 0

    return asyncio.run(show())


async def _show_campaigns(store: Store, output: Output, *, as_json: bool) -> None:
    found = await store.outbox.campaigns(limit=10_000)
    if as_json:
        values = {"campaigns": [listing.campaign_values(campaign) for campaign in found]}
        output.tell({"line": json.dumps(values, ensure_ascii=False)})
        return
    for campaign in found:
        output.tell({"line": listing.campaign_line(campaign)})
    if not found:
        output.tell({"line": "No campaigns yet."})


async def _show_campaign(store: Store, campaign_id: int, output: Output, *, as_json: bool) -> None:
    try:
        campaign = await store.outbox.campaign(campaign_id)
    except NoSuchCampaign as error:
        raise _no_campaign(campaign_id) from error
    if as_json:
        rows = (listing.outgoing_values(row) async for row in listing.all_outgoing(store, campaign_id))
        await _print_rows(output, rows, listing.count_values(campaign), None)
        return
    output.tell({"line": listing.campaign_line(campaign)})
    async for row in listing.all_outgoing(store, campaign_id):
        output.tell({"line": listing.outgoing_line(row)})


def _no_campaign(campaign_id: int) -> BadUse:
    return BadUse("There is no campaign {id}.", "", "“sms-desk campaigns” lists those there are.", id=campaign_id)


@asynccontextmanager
async def _reading(place: Place) -> AsyncIterator[Store | None]:
    """The store for reading beside its owner; None when there is none yet."""
    if not place.folder.database.exists():
        yield None
        return
    store = await Store.open(place.folder.database, place.clock, read_only=True)
    try:
        yield store
    finally:
        await store.aclose()


def do_not_text(arguments: argparse.Namespace, place: Place, output: Output) -> int:
    """Show the list or export it."""

    async def show() -> int:
        async with _reading(place) as store:
            entries = [] if store is None else await store.do_not_text.export()
        if arguments.action == "export":
            count = listed.write_entries(arguments.file, entries)
            output.tell({"line": f"{plural(count, 'number')} written to {arguments.file}."})
            return 0
        for entry in entries:
            since = entry.at.astimezone().strftime("%Y-%m-%d")
            output.tell({"line": f"{entry.number}  {since}  {entry.source}  {entry.proof}".rstrip()})
        if not entries:
            output.tell({"line": "Nobody is on the list."})
        return 0

    return asyncio.run(show())


def source(arguments: argparse.Namespace) -> Source:
    """What to read and write, by the options that `preview` and `send` share."""
    return Source(
        file=str(arguments.file),
        sheet=arguments.sheet,
        header=arguments.header,
        to=arguments.to,
        text=arguments.text,
        text_column=arguments.text_column,
        country=arguments.country,
        include_hidden=arguments.include_hidden,
    )
