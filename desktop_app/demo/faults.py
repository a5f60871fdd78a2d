"""What can go wrong with a call, each by its name and probability, drawn from one seed."""

import random
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto


class Stores(Enum):
    """Which of the call's messages are stored before the answer."""

    ALL = auto()
    NONE = auto()
    LATER = auto()
    """All, but only after the caller has given up."""
    HALF = auto()
    SOME = auto()
    """Half, and at least one."""
    ALL_BUT_ONE = auto()


class Says(Enum):
    """What the answer says."""

    USUAL = auto()
    REFUSED = auto()
    TOKEN_REFUSED = auto()
    ERROR_500 = auto()
    MAINTENANCE = auto()
    TOO_MANY = auto()
    REDIRECT = auto()


class Wire(Enum):
    """What becomes of the answer on its way."""

    WHOLE = auto()
    RESET = auto()
    CUT = auto()
    LATE = auto()
    """The answer comes `late_answer_s` after the call."""


@dataclass(frozen=True)
class Effect:
    """One way of going wrong."""

    stores: Stores
    says: Says = Says.USUAL
    wire: Wire = Wire.WHOLE
    meaning: str = ""


USUAL = Effect(Stores.ALL)

SEND_FAULTS: Mapping[str, Effect] = {
    "reset_before": Effect(Stores.NONE, wire=Wire.RESET, meaning="connection reset, nothing stored"),
    "reset_after": Effect(Stores.ALL, wire=Wire.RESET, meaning="all stored, then the connection is reset"),
    "500_before": Effect(Stores.NONE, Says.ERROR_500, meaning="error 500, nothing stored"),
    "500_after": Effect(Stores.ALL, Says.ERROR_500, meaning="all stored, then error 500"),
    "html": Effect(Stores.NONE, Says.MAINTENANCE, meaning="a maintenance page with status 200, nothing stored"),
    "cut": Effect(Stores.ALL, wire=Wire.CUT, meaning="all stored, the answer is cut short"),
    "late_answer": Effect(Stores.ALL, wire=Wire.LATE, meaning="all stored at once, the answer outlasts the caller"),
    "late_store": Effect(Stores.LATER, wire=Wire.RESET, meaning="connection reset, all stored some seconds later"),
    "half_batch": Effect(Stores.HALF, Says.ERROR_500, meaning="half of the call stored, then error 500"),
    "refused_after": Effect(Stores.SOME, Says.REFUSED, meaning="error:1 although some were stored"),
    "drop_row": Effect(Stores.ALL_BUT_ONE, meaning="the answer is fine, yet one message is not stored"),
    "token_refused": Effect(Stores.NONE, Says.TOKEN_REFUSED, meaning="a passing refusal of a good token"),
    "429": Effect(Stores.NONE, Says.TOO_MANY, meaning="429 with Retry-After, nothing stored"),
    "redirect": Effect(Stores.NONE, Says.REDIRECT, meaning="307 to another host, nothing stored"),
}
READ_FAULTS: tuple[Effect, ...] = (
    Effect(Stores.NONE, Says.ERROR_500),
    Effect(Stores.NONE, Says.MAINTENANCE),
    Effect(Stores.NONE, wire=Wire.RESET),
    Effect(Stores.NONE, wire=Wire.CUT),
)
QUERY_FAIL = "query_fail"
CUSTOMERID_IGNORED = "customerid_ignored"
MEANINGS: Mapping[str, str] = {
    **{name: effect.meaning for name, effect in SEND_FAULTS.items()},
    CUSTOMERID_IGNORED: "the whole account ignores customerid (any probability above 0)",
    QUERY_FAIL: "a call that sends no text fails: 500, a web page, a reset or a cut answer",
}
"""Every fault by its name, for help texts."""


@dataclass(frozen=True)
class Faults:
    """How often what goes wrong.

    Args:
        probabilities: by fault name; those of send calls are per call and add up to at most 1.
        late_answer_s: real seconds until a late answer, longer than any caller's read timeout.
        late_store_s: seconds of the gateway's clock until a late store.

    Raises:
        ValueError: an unknown name, or probabilities that cannot be.
    """

    probabilities: Mapping[str, float] = field(default_factory=dict)
    late_answer_s: float = 75.0
    late_store_s: float = 5.0

    def __post_init__(self) -> None:
        known = {name.replace("-", "_"): chance for name, chance in self.probabilities.items()}
        object.__setattr__(self, "probabilities", known)
        for name, chance in known.items():
            if name not in MEANINGS:
                raise ValueError(f"there is no fault {name!r}; known: {', '.join(MEANINGS)}")
            if not 0 <= chance <= 1:
                raise ValueError(f"the probability of {name} must be between 0 and 1, not {chance}")
        if sum(known.get(name, 0.0) for name in SEND_FAULTS) > 1 + 1e-9:
            raise ValueError("the probabilities of the faults of send calls add up to more than 1")

    @property
    def customerid_ignored(self) -> bool:
        """Whether the account drops customerid."""
        return self.probabilities.get(CUSTOMERID_IGNORED, 0.0) > 0


class FaultDice:
    """Draws the effect of each call; the same seed and calls give the same effects."""

    def __init__(self, faults: Faults, seed: int) -> None:
        self.faults = faults
        self._sends = random.Random(f"{seed}/sends")
        self._reads = random.Random(f"{seed}/reads")
        self._picks = random.Random(f"{seed}/picks")
        self._next: deque[str | None] = deque()

    def disturb_next(self, names: Iterable[str | None]) -> None:
        """The effects of the coming send calls, `None` for an undisturbed one, before chance has its turn again."""
        planned = [name and name.replace("-", "_") for name in names]
        unknown = [name for name in planned if name is not None and name not in SEND_FAULTS]
        if unknown:
            raise ValueError(f"no faults of send calls: {', '.join(unknown)}")
        self._next.extend(planned)

    def of_send(self) -> Effect:
        """The effect of the next addsms or addalotofsms."""
        if self._next:
            name = self._next.popleft()
            return USUAL if name is None else SEND_FAULTS[name]
        draw = self._sends.random()
        for name, effect in SEND_FAULTS.items():
            draw -= self.faults.probabilities.get(name, 0.0)
            if draw < 0:
                return effect
        return USUAL

    def of_read(self) -> Effect:
        """The effect of the next call that sends no text."""
        if self._reads.random() < self.faults.probabilities.get(QUERY_FAIL, 0.0):
            return self._reads.choice(READ_FAULTS)
        return USUAL

    def pick(self, count: int) -> int:
        """A number below `count`, for which row to drop and where to cut."""
        return self._picks.randrange(count)


def parse_fault(text: str) -> tuple[str, float]:
    """`NAME=PROBABILITY` of the command line.

    Raises:
        ValueError: not of that form, or no such fault.
    """
    name, sign, chance = text.partition("=")
    name = name.strip().replace("-", "_")
    if not sign or name not in MEANINGS:
        raise ValueError(f"{text!r} is not NAME=PROBABILITY; known names: {', '.join(MEANINGS)}")
    return name, float(chance)
