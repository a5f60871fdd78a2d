"""The one error base whose text is written for people.

Everything else that is raised is a bug: it goes to the log with a short notice.
"""


class Trouble(Exception):
    """Something a person can meet: what happened, what it means for the messages, the next step.

    The three parts are templates (`"{name} is locked"`) so that the window can translate them before filling
    `values` in; `str()` gives the English sentence for the command line. Values from outside are plain text.
    """

    exit_code = 1

    def __init__(self, what: str, meaning: str = "", next_step: str = "", **values: object) -> None:
        self.what = what
        self.meaning = meaning
        self.next_step = next_step
        self.values = values
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """All three parts in English, filled in, as one line."""
        parts = (part.format(**self.values) for part in (self.what, self.meaning, self.next_step) if part)
        return " ".join(" ".join(parts).split())


class BadUse(Trouble):
    """The person asked for something that cannot be done as asked (exit code 2)."""

    exit_code = 2


class BadFile(Trouble):
    """A file that cannot be read or written (exit code 2)."""

    exit_code = 2


class NoConnection(Trouble):
    """The gateway cannot be reached; nothing was handed over (exit code 3)."""

    exit_code = 3


class NotSignedIn(Trouble):
    """No token, or the gateway refuses it; the queue is paused and safe (exit code 3)."""

    exit_code = 3
