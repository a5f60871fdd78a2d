"""Keeps header and status bar true: phones' health, connection, the running campaign, quiet hours, country."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication

from desktop_app.domain import countries
from desktop_app.domain.changes import Changes
from desktop_app.domain.outgoing import Campaign, CampaignState
from desktop_app.ui.header import Header
from desktop_app.ui.parts import Live, WindowServices
from desktop_app.ui.phone_words import health
from desktop_app.ui.status_bar import Running, StatusBar
from desktop_app.ui.words import ago, number, said

_TICK_S = 1.0
_TICK, _CAMPAIGN = "shell tick", "shell campaign"
_LOOKED_AT = 20
_UNDER_WAY = (
    CampaignState.STARTING,
    CampaignState.SENDING,
    CampaignState.PAUSED,
    CampaignState.STOPPING,
    CampaignState.SCHEDULED,
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Shell", text)


class ShellFeed:
    """Reads live facts once a second and the campaigns when they change."""

    def __init__(
        self, services: WindowServices, header: Header, status: StatusBar, on_trouble: Callable[[bool], object]
    ) -> None:
        self._services = services
        self._header = header
        self._status = status
        self._on_trouble = on_trouble
        self._live: Live = services.store.live
        self._under_way: list[Campaign] = []
        self._leave = services.store.subscribe(self._changed)
        self._read_campaign()
        self._tick()

    def stop(self) -> None:
        """Take leave of the store before the window goes."""
        self._leave()
        for name in (_TICK, _CAMPAIGN):
            self._services.tasks.stop(name)

    def look_at(self, live: Live, campaigns: Sequence[Campaign] = ()) -> None:
        """Show these facts instead of the store's from now on (states brought up on purpose)."""
        self._live = live
        if campaigns:
            self._show_campaign(list(campaigns))
        self.show_now()

    @property
    def sending(self) -> Campaign | None:
        """A campaign that would hand more over if the window stayed."""
        goes_on = (CampaignState.STARTING, CampaignState.SENDING)
        return next(
            (one for one in self._under_way if one.state in goes_on and (one.waiting or one.not_confirmed)), None
        )

    @property
    def set_for_later(self) -> Campaign | None:
        """The next campaign this computer is to begin by itself, if the window stays."""
        scheduled = [one for one in self._under_way if one.state is CampaignState.SCHEDULED and one.waiting]
        return min(scheduled, key=lambda one: one.delivery.start_at or one.created, default=None)

    def _tick(self) -> None:
        self.show_now()
        self._services.tasks.later(_TICK_S, self._tick, name=_TICK)

    def show_now(self) -> None:
        """Show what is known at this moment."""
        live = self._live
        now = live.server_now()
        told = health(live.devices, now, connected=live.connected)
        self._header.health.show_health(told.tone, told.words, told.short)
        updated = _tr("Updated {age} ago").format(age=ago(live.updated_at, now)) if live.updated_at else ""
        self._on_trouble(live.connected is False or not live.signed_in)
        if not live.signed_in:
            self._status.show_connection("warn_dot", _tr("Signed out"), updated)
        elif live.connected is None:
            self._status.show_connection("ctl", _tr("Connecting…"), updated, ring=True)
        elif live.connected:
            self._status.show_connection("ok_dot", _tr("Connected"), updated)
        else:
            self._status.show_connection("warn_dot", self._trying_words(), updated, ink="warn")
        settings = self._services.settings()
        off = settings.quiet_hours.strip().lower() == "off"
        quiet = "" if off else _tr("Quiet hours {span}").format(span=settings.quiet_hours.replace("-", "–"))
        code = settings.country
        country = f"{said(countries.name(code))} (+{countries.calling_code(code)})"
        self._status.show_rules(quiet, country)

    def _trying_words(self) -> str:
        """When the phones are asked for again."""
        left = self._services.devices.next_in_s
        if left is None:
            return _tr("No connection, trying now")
        return _tr("No connection, trying again in {n} s").format(n=round(left))

    def _changed(self, changes: Changes) -> None:
        if changes.campaigns or changes.rows:
            self._read_campaign()
        if changes.live or changes.devices or changes.settings:
            self.show_now()

    def _read_campaign(self) -> None:
        self._services.tasks.start(
            self._services.store.outbox.campaigns(limit=_LOOKED_AT), self._show_campaign, name=_CAMPAIGN
        )

    def _show_campaign(self, campaigns: list[Campaign]) -> None:
        self._under_way = under_way = [one for one in campaigns if one.state in _UNDER_WAY and not one.all_out]
        under_way.sort(key=lambda campaign: _UNDER_WAY.index(campaign.state))
        if not under_way:
            self._status.show_running(None)
            return
        now = under_way[0]
        paused = now.state is CampaignState.PAUSED
        words = _tr("{name} · paused, {done} of {rows}") if paused else _tr("{name} · {done} of {rows}")
        text = words.format(name=_short(now.name), done=number(now.done), rows=number(now.rows))
        self._status.show_running(Running(now.id, text, now.done / now.rows if now.rows else 0.0))


def _short(name: str, most: int = 40) -> str:
    return name if len(name) <= most else name[: most - 1] + "…"
