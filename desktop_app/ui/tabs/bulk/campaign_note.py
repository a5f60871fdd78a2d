"""What Progress says above a campaign's numbers, with the one act that belongs to it. No widgets."""

from dataclasses import dataclass

from desktop_app.domain.outgoing import Campaign, CampaignState, PausedBy, WaitingFor
from desktop_app.ui.tabs.bulk.campaign_parts import Live
from desktop_app.ui.tabs.bulk.next_step import Act, NextStep
from desktop_app.ui.tabs.bulk.said import Standing, tr
from desktop_app.ui.words import Tone

_LOOK_AT_FAILED = (PausedBy.FAILURES, PausedBy.DUPLICATE, PausedBy.REFUSALS)

_NOTHING = NextStep(Act.NONE)


@dataclass(frozen=True)
class CampaignNote:
    """A note; without words there is none."""

    tone: Tone
    head: str = ""
    text: str = ""
    step: NextStep = _NOTHING


def campaign_note(campaign: Campaign, live: Live, shown: Standing) -> CampaignNote:
    """The note of a campaign that stands as `shown`."""
    waits = live.campaign.get(campaign.id)
    if campaign.state is CampaignState.PAUSED:
        return _paused(campaign, live, shown)
    if campaign.state is CampaignState.SENDING and waits and waits.waiting is WaitingFor.CONNECTION:
        text = tr("Nothing is lost: %Ln messages wait on this computer.", campaign.waiting)
        return CampaignNote(Tone.WARN, tr("No internet connection"), text)
    note = campaign.paused_note or (waits.note if waits else "")
    return CampaignNote(_tone(shown), "", _joined(shown.line, note))


def _paused(campaign: Campaign, live: Live, shown: Standing) -> CampaignNote:
    by, note = campaign.paused_by or PausedBy.YOU, campaign.paused_note
    if by is PausedBy.SIGN_IN and live.signed_in:
        return CampaignNote(Tone.NEUTRAL, "", tr("You are signed in again. Nothing goes out until you press Resume."))
    if by is PausedBy.DISK:  # what could not be written, and why, is known only where it happened
        why = note or tr("This computer could not write down what it sends.")
        return CampaignNote(_tone(shown), "", _joined(why, shown.line))
    if by is PausedBy.LATE and note:
        return CampaignNote(_tone(shown), "", _joined(note, tr("What is left waits until you say so.")))
    step = _NOTHING
    if by in _LOOK_AT_FAILED:
        step = NextStep(Act.SHOW_FAILED, tr("Show failed"))
    elif by is PausedBy.REPLIES:
        step = NextStep(Act.SEND_UNREAD, tr("Send without them…"))
    return CampaignNote(_tone(shown), "", _joined(shown.line, note), step)


def _tone(shown: Standing) -> Tone:
    return Tone.WARN if shown.tone is Tone.WARN else Tone.NEUTRAL


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
