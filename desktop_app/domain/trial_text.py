"""Texts the program sends of its own: a round-trip test, and how it is known again; an alert to the owner."""

import re

ROUND_TRIP, ALERT = "Round-trip test", "Alert to me"
"""What their campaigns are called."""
_TRIAL = re.compile(r"SMS Desk test ([0-9]{5})\b")


def trial_text(code: str) -> str:
    """The text that carries `code` (five digits); one SMS, and no wish of anybody."""
    return f"SMS Desk test {code}. It checks that texts get through; you can delete it."


def code_in(body: str) -> str | None:
    """The code of a test's text; None for any other text."""
    found = _TRIAL.search(body)
    return None if found is None else found.group(1)
