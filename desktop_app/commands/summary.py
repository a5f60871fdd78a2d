"""A plan in a few lines of words."""

from collections.abc import Iterator

from desktop_app.commands.messages import plural
from desktop_app.commands.planning import Planned

_NAMED = {
    "not a number": "not a usable number",
    "landline": "a landline",
    "opted out": "asked not to be texted",
    "same text": "same number and text as an earlier row",
    "empty": "no number",
    "field missing": "a field without a value",
    "cell error": "an error in a cell",
    "too long": "too long",
    "skipped by you": "skipped",
}


def summarise(planned: Planned) -> Iterator[str]:
    """Say what goes out, and what does not and why."""
    totals = planned.totals
    yield (
        f"Sheet {planned.view.sheet}: {plural(totals.rows, 'row')}, {plural(totals.ready, 'message')} to "
        f"{plural(totals.people, 'person', 'people')}, {totals.parts:,} SMS."
    )
    reasons = [f"{count:,} {_NAMED.get(group.value, group.value)}" for group, count in totals.left_out.items() if count]
    if reasons and totals.skipped:
        yield f"Left out: {plural(totals.skipped, 'row')} ({', '.join(reasons)})."
