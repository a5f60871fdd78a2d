"""Words from outside on one line: plain, without unseen letters, and no longer than people read."""

import re

LONGEST = 80
"""Letters of a name that are shown; the service sets no limit."""
_UNSEEN = re.compile(r"[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f]")
"""Letters nobody sees that change the text around them: direction marks, joiners of nothing, control codes."""


def one_line(text: str, longest: int = LONGEST) -> str:
    """`text` as it may stand within a sentence; longer than `longest` letters it ends in an ellipsis."""
    text = " ".join(_UNSEEN.sub("", text[: 4 * longest]).split())
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
