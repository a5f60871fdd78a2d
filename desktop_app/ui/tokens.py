"""The one table of colours, type, space and radii (design/UX.md 6). No Qt: a test computes contrast from it."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Colours:
    """One palette; every value is `#RRGGBB`. Names and use are those of the table in design/UX.md 6."""

    dark: bool
    bg: str
    surface: str
    surface2: str
    paper: str
    """The receipt and the review slip: a touch warmer than a card."""
    hover: str
    seg_on: str
    border: str
    grid: str
    ctl: str
    idle: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_text: str
    accent_soft: str
    accent_line: str
    seq2: str
    seq3: str
    ok: str
    ok_dot: str
    ok_mid: str
    ok_soft: str
    warn: str
    warn_dot: str
    warn_soft: str
    warn_line: str
    bad: str
    bad_dot: str
    bad_soft: str
    bad_line: str

    def __getitem__(self, name: str) -> str:
        """The colour called `name`, for code that keeps names instead of values."""
        value = getattr(self, name)
        if not isinstance(value, str):
            raise KeyError(name)
        return value


LIGHT = Colours(
    dark=False,
    bg="#F5F4F1",
    surface="#FFFFFF",
    surface2="#FAF9F7",
    paper="#FFFEFB",
    hover="#EFEDE8",
    seg_on="#FFFFFF",
    border="#E3E0D9",
    grid="#EBE8E2",
    ctl="#8E897F",
    idle="#D9D5CC",
    text="#1B1A17",
    text2="#55514A",
    text3="#6B665D",
    accent="#2E4BD3",
    accent_hover="#2640B8",
    on_accent="#FFFFFF",
    accent_text="#2742BF",
    accent_soft="#E8ECFC",
    accent_line="#B9C5F7",
    seq2="#7489E0",
    seq3="#C3CDF6",
    ok="#1B6F3F",
    ok_dot="#238A50",
    ok_mid="#86C7A0",
    ok_soft="#E1F2E7",
    warn="#7A4F00",
    warn_dot="#B97700",
    warn_soft="#FBEFD3",
    warn_line="#EBD199",
    bad="#B0241C",
    bad_dot="#D0382D",
    bad_soft="#FBE7E5",
    bad_line="#F0BDB8",
)

DARK = Colours(
    dark=True,
    bg="#131211",
    surface="#1B1A18",
    surface2="#211F1D",
    paper="#1F1D1A",
    hover="#2A2825",
    seg_on="#3D3935",
    border="#35322E",
    grid="#2B2926",
    ctl="#7C776D",
    idle="#3A3733",
    text="#F3F1ED",
    text2="#BDB8AE",
    text3="#9B968C",
    accent="#4F6BEA",
    accent_hover="#4560DC",
    on_accent="#FFFFFF",
    accent_text="#A3B4FF",
    accent_soft="#222A4A",
    accent_line="#3F4E93",
    seq2="#93A5F5",
    seq3="#39478A",
    ok="#63CF92",
    ok_dot="#3FB877",
    ok_mid="#2F7D54",
    ok_soft="#15301F",
    warn="#F2BB55",
    warn_dot="#E0A030",
    warn_soft="#38290E",
    warn_line="#65491A",
    bad="#FF8F85",
    bad_dot="#F0594D",
    bad_soft="#3F1B18",
    bad_line="#6E2F2A",
)


class Role(StrEnum):
    """What a piece of text is; size and weight follow."""

    HERO = "hero"  # first run
    SENTENCE = "sentence"  # the review sentence
    DISPLAY = "display"
    TITLE = "title"
    SUBTITLE = "subtitle"
    LEAD = "lead"  # under the promise of the first page
    BODY = "body"
    STRONG = "strong"
    SMALL = "small"
    SMALL_STRONG = "small-strong"
    CAPTION = "caption"
    CAPTION_STRONG = "caption-strong"


@dataclass(frozen=True)
class Type:
    """Size and line in logical pixels at text size 100 %, weight as in CSS."""

    px: int
    line: int
    weight: int
    tighter: float = 0.0
    """Pixels taken from between letters: large letters stand too far apart."""


TYPE = {
    Role.HERO: Type(40, 48, 600, 1.0),
    Role.SENTENCE: Type(29, 36, 400, 0.7),
    Role.DISPLAY: Type(28, 36, 600, 0.6),
    Role.TITLE: Type(20, 28, 600, 0.5),
    Role.SUBTITLE: Type(16, 24, 600, 0.15),
    Role.LEAD: Type(16, 24, 400),
    Role.BODY: Type(14, 20, 400),
    Role.STRONG: Type(14, 20, 600),
    Role.SMALL: Type(13, 20, 400),
    Role.SMALL_STRONG: Type(13, 20, 600),
    Role.CAPTION: Type(12, 16, 400),
    Role.CAPTION_STRONG: Type(12, 16, 600),
}

FAMILY = "Inter"
FALLBACK_FAMILY = "Noto Sans"

# Steps of space: 4 8 12 16 24 32 48
XS, S, M, L, XL, XXL, XXXL = 4, 8, 12, 16, 24, 32, 48
CARD_GAP = 12
PAGE_WIDE, PAGE_MEDIUM, PAGE_SMALL = 32, 24, 16

CONTROL, CONTROL_SMALL, CONTROL_MAIN = 36, 28, 44
ROW_COMPACT, ROW, ROW_TWO_LINES = 36, 40, 52
HEADER, HEADER_SMALL = 56, 48
FOOTER, FOOTER_SMALL = 60, 48
STATUS_BAR = 32
STEP_BAR = 52

RADIUS_CONTROL, RADIUS_INSET, RADIUS_CARD, RADIUS_DROP, RADIUS_BUBBLE = 6, 8, 10, 12, 14

HOVER_MS, PANEL_MS = 120, 180

LOW_HEIGHT = 640
"""Under this window height the step bar moves into the header and the status bar shows only trouble (UX 0.22)."""
NARROW_WIDTH = 1000
"""Under this width tabs drop their icons (UX 0.23)."""
WIDE_WIDTH = 1200


def contrast(one: str, other: str) -> float:
    """Contrast of two `#RRGGBB` colours by the WCAG 2.x formula, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
