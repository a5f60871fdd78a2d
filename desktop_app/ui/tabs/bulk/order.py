"""The six steps in their order, and the short path where the file is known (design/UX.md 0.19). No widgets."""

import json
from collections.abc import Mapping

from desktop_app.ui.tabs.bulk.draft import Draft, UsedText

FILE, COLUMNS, MESSAGE, CHECK, DELIVERY, REVIEW = range(6)
"""Numbers of the steps."""


def used_text(campaign: str, meta: Mapping[str, str]) -> UsedText | None:
    """The text a campaign was planned with; None where its texts stood in a column or nothing is known."""
    try:
        request = json.loads(meta.get("request", ""))
        template, fallbacks = request["template"], request["fallbacks"]
    except (ValueError, KeyError, TypeError):
        return None
    if not isinstance(template, str) or not isinstance(fallbacks, dict):
        return None
    return UsedText(campaign, template, {str(name): str(words) for name, words in fallbacks.items()})


def finished_texts(draft: Draft) -> bool:
    """Whether the texts stand finished in a column: then nothing is left to write."""
    request = draft.bulk.request
    return request is not None and request.text_column is not None


def is_known(draft: Draft) -> bool:
    """Whether nothing is left to choose: the headings are remembered, and the texts are there."""
    return draft.bulk.known and (finished_texts(draft) or draft.again is not None)


def after(here: int, draft: Draft) -> int:
    """The step that follows."""
    if here == COLUMNS and finished_texts(draft):
        return CHECK
    if here == CHECK and draft.short and draft.delivery.chosen:
        return REVIEW
    return here + 1


def before(here: int, draft: Draft) -> int:
    """The step that Back shows."""
    return COLUMNS if here == CHECK and finished_texts(draft) else here - 1
