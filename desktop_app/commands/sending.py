"""`send` and `resume`: from a file to rows handed over, or delivered."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryFile

from desktop_app.commands.following import Follower
from desktop_app.commands.messages import Tell, line, note, plural, progress
from desktop_app.commands.planning import Planned, plan_source
from desktop_app.commands.requests import ResumeRequest, SendRequest
from desktop_app.commands.summary import summarise
from desktop_app.domain.device import Device, Reach
from desktop_app.domain.errors import BadFile, BadUse, NotSignedIn, Trouble
from desktop_app.domain.forecast import per_hour, share_by_weight
from desktop_app.domain.one_line import one_line
from desktop_app.domain.outgoing import CampaignState, Delivery, Share
from desktop_app.services.queueing import queue_plan
from desktop_app.wiring import Services

_UNFINISHED = frozenset({CampaignState.STARTING, CampaignState.SCHEDULED, CampaignState.SENDING, CampaignState.PAUSED})
_MOST_CAMPAIGNS = 1000
_FURTHEST = timedelta(days=366)


async def send(services: Services, request: SendRequest, tell: Tell, *, name: str = "") -> int:
    """Send a file; returns the exit code.

    Raises:
        BadFile, BadUse: file, columns, phones or report cannot be what was asked; nothing was sent.
        NotSignedIn, NoConnection: nothing was sent.
    """
    _check_report(request.report)
    _check_start(request.at, services.store.live.wall())
    need_account(services)
    book = services.workbook()
    try:
        settings = services.settings()
        devices = _choose_phones(await services.devices.refresh(), request, services.store.live.server_now())
        replies = await services.receiving.read_up_to_now()
        if replies.stops:
            tell(note(f"{plural(len(replies.stops), 'person', 'people')} asked not to be texted."))
        tell(note(f"Reading {Path(request.source.file).name}…"))
        planned = await plan_source(
            book,
            request.source,
            settings,
            do_not_text=await services.store.do_not_text.numbers(),
            on_progress=lambda done, total: tell(progress("Rows read", done, total)),
        )
        for words in summarise(planned):
            tell(line(words))
        campaign = await queue_plan(
            book,
            planned.totals,
            services.store,
            services.clock,
            services.folder.plans,
            name=name or Path(request.source.file).stem,
            file=Path(request.source.file).name,
            delivery=_delivery(services, request, planned, devices),
            consent=True,
            again=request.again,
            keep_phone=not request.devices,
        )
    finally:
        await book.close()
    await services.sending.begin(campaign)
    code = await _follower(services, tell).follow([campaign], wait=request.wait)
    return code if request.report is None else max(code, await _report(services, campaign, request.report, tell))


async def resume(services: Services, request: ResumeRequest, tell: Tell) -> int:
    """Go on with every campaign that is unfinished; returns the exit code."""
    need_account(services)
    unfinished = [
        campaign
        for campaign in await services.store.outbox.campaigns(limit=_MOST_CAMPAIGNS)
        if campaign.state in _UNFINISHED
    ]
    if not unfinished:
        tell(line("Nothing is unfinished."))
        return 0
    for campaign in reversed(unfinished):
        tell(note(f"Going on with campaign {campaign.id}, {campaign.name}: {plural(campaign.waiting, 'row')} to go."))
        if campaign.state is CampaignState.PAUSED:
            await services.sending.resume(campaign.id)
        elif campaign.state is CampaignState.STARTING:
            await services.sending.begin(campaign.id)
    return await _follower(services, tell).follow([campaign.id for campaign in unfinished], wait=request.wait)


async def _report(services: Services, campaign: int, report: str, tell: Tell) -> int:
    """Write the report; what fails now says nothing about the messages, which are out."""
    try:
        await services.reports.write(campaign, Path(report))
    except BadFile as trouble:
        tell({"error": f"{trouble.sentence} The messages of campaign {campaign} went out all the same."})
        return 1
    tell(line(f"Report: {report}"))
    return 0


def need_account(services: Services) -> None:
    """Make sure somebody is signed in.

    Raises:
        NotSignedIn: nobody is.
    """
    if not services.account.signed_in:
        raise NotSignedIn(
            "You are not signed in.", "Nothing was sent.", "Use “sms-desk login EMAIL”, or set SMS_DESK_TOKEN."
        )


def _follower(services: Services, tell: Tell) -> Follower:
    return Follower(services.store, services.clock, tell, receipt_wait_s=services.settings().receipt_wait_s)


def _check_report(report: str | None) -> None:
    if report is None:
        return
    path = Path(report)
    try:
        if not path.parent.is_dir():
            raise BadFile("There is no folder {folder} for the report.", "Nothing was sent.", folder=str(path.parent))
        if path.exists():
            raise BadFile("{name} exists already.", "Nothing was sent.", "Choose another name.", name=path.name)
        with TemporaryFile(dir=path.parent):  # only trying tells, on every system
            pass
    except OSError as error:
        raise BadFile(
            "The report {name} cannot be written: {why}.",
            "Nothing was sent.",
            "Choose another folder.",
            name=str(path),
            why=error.strerror or str(error),
        ) from error


def _check_start(at: str | None, now: datetime) -> None:
    """A minute may pass between typing and reading; more is a mistake, and would count as late at once."""
    if at is not None and datetime.fromisoformat(at) < now - timedelta(minutes=1):
        start = datetime.fromisoformat(at)
        raise BadUse("{at} has passed.", "Nothing was sent.", "Name a later --at.", at=f"{start:%Y-%m-%d %H:%M}")
    if at is not None and datetime.fromisoformat(at) > now + _FURTHEST:
        raise BadUse("--at is more than a year away.", "Nothing was sent.", "Name an earlier one.")


def _choose_phones(devices: Sequence[Device], request: SendRequest, now: datetime) -> list[Device]:
    if request.devices:
        by_id = {device.id: device for device in devices}
        missing = [wanted for wanted in request.devices if wanted not in by_id]
        if missing:
            raise BadUse(
                "There is no phone {id} in this account.",
                "Nothing was sent.",
                "There are {ids}.",
                id=missing[0],
                ids=", ".join(f"{device.id} ({one_line(device.name)})" for device in devices) or "none",
            )
        chosen = [by_id[wanted] for wanted in dict.fromkeys(request.devices)]
    else:
        chosen = [device for device in devices if is_usual(device, now)]
        if not chosen:
            raise Trouble(
                "No phone is online, subscribed and not roaming.",
                "Nothing was sent.",
                "Wake one up, or name one with --device.",
            )
    for device in chosen:
        if request.sim is not None and device.sims and request.sim not in {sim.slot for sim in device.sims}:
            raise BadUse("{name} has no SIM {sim}.", "Nothing was sent.", name=one_line(device.name), sim=request.sim)
    return chosen


def is_usual(device: Device, now: datetime) -> bool:
    """Whether the phone is taken when none is named: online, subscribed, not roaming (design/UX.md 0.8)."""
    return device.reach(now) is Reach.ONLINE and device.subscription is not False and not device.roaming


def _delivery(services: Services, request: SendRequest, planned: Planned, devices: Sequence[Device]) -> Delivery:
    settings = services.settings()
    pace_s = settings.pace_s if request.pace_s is None else request.pace_s
    start_at = None if request.at is None else datetime.fromisoformat(request.at)
    expire_h = settings.late_after_h if request.expire_h is None else request.expire_h
    rows = share_by_weight(planned.totals.ready, [per_hour(device, pace_s) for device in devices])
    return Delivery(
        shares=tuple(
            Share(device.id, _sim(device, request.sim), count)
            for device, count in zip(devices, rows, strict=True)
            if count
        ),
        pace_s=pace_s,
        start_at=start_at,
        at_gateway=request.at_gateway,
        not_after=(start_at or services.store.live.wall()) + timedelta(hours=expire_h),
        quiet_hours="off" if request.quiet_off else settings.quiet_hours,
    )


def _sim(device: Device, wanted: int | None) -> int:
    if wanted is not None:
        return wanted
    return min((sim.slot for sim in device.sims), default=0)
