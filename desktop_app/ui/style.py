"""The look of the whole window, made from `tokens`: palette, style sheet, fonts; follows the system live.

Painted widgets ask `colours()` and `font()` when they paint. Both are read back from the application's own palette
and font, so there is no second place that could disagree, and a change of theme needs nothing but a repaint.
"""

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from desktop_app.paths import resources
from desktop_app.ui.style_sheet import style_sheet
from desktop_app.ui.tokens import (
    DARK,
    FALLBACK_FAMILY,
    FAMILY,
    LIGHT,
    LOW_HEIGHT,
    NARROW_WIDTH,
    TYPE,
    Colours,
    Role,
)


class Theme(StrEnum):
    """Which palette the owner wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def colours() -> Colours:
    """The colours in use now."""
    return LIGHT if QGuiApplication.palette().window().color().lightness() > 127 else DARK


def text_scale() -> float:
    """The text size in use now; 1.0 is 100 %."""
    px = QApplication.font().pixelSize()
    return px / TYPE[Role.BODY].px if px > 0 else 1.0


def scaled(px: float) -> int:
    """`px` multiplied by the text size, for heights that hold text."""
    return round(px * text_scale())


def is_low(height: float) -> bool:
    """Whether a window of this height must save height; larger text needs the more of it (design/UX.md 8.7)."""
    return height < LOW_HEIGHT * text_scale()


def is_narrow(width: float) -> bool:
    """Whether tabs stand without icons at this width."""
    return width < NARROW_WIDTH * text_scale()


def font(role: Role = Role.BODY, weight: int | None = None) -> QFont:
    """The font of `role` at the current text size, with figures of equal width; `weight` (CSS) overrides the role's."""
    kind = TYPE[role]
    made = QFont([FAMILY, FALLBACK_FAMILY])
    made.setPixelSize(scaled(kind.px))
    made.setWeight(QFont.Weight(weight or kind.weight))
    if kind.tighter:
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -kind.tighter)
    _use_tabular_figures(made)
    return made


def text_width(text: str, role: Role = Role.BODY, weight: int | None = None) -> float:
    """How wide `text` is in logical pixels when drawn in `font(role, weight)`."""
    return QFontMetricsF(font(role, weight)).horizontalAdvance(text)


def _use_tabular_figures(font: QFont) -> None:
    tag = getattr(QFont, "Tag", None)
    if tag is not None:  # Qt 6.7 and newer
        font.setFeature(tag("tnum"), 1)


def use_own_figures(font: QFont) -> None:
    """Give each figure its own width: in a large sentence figures of equal width leave holes around a 1."""
    tag = getattr(QFont, "Tag", None)
    if tag is not None:
        font.setFeature(tag("tnum"), 0)


class Appearance(QObject):
    """Applies theme and text size to the application and follows the system while `Theme.SYSTEM` is chosen."""

    changed = Signal()

    def __init__(self, app: QApplication, theme: Theme = Theme.SYSTEM, text_size: float = 1.0) -> None:
        super().__init__(app)
        self._app = app
        self.theme = theme
        self.text_size = text_size
        for face in sorted((resources() / "fonts").glob("*.otf")):
            QFontDatabase.addApplicationFont(str(face))
        if (fusion := QStyleFactory.create("Fusion")) is not None:
            app.setStyle(fusion)
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self._apply()

    def set(self, theme: Theme, text_size: float) -> None:
        """Change theme and text size (1.0 to 1.5) of everything on screen."""
        if (theme, text_size) == (self.theme, self.text_size):
            return
        self.theme = theme
        self.text_size = min(max(text_size, 1.0), 1.5)
        self._apply()

    def stop(self) -> None:
        """Follow the system no more; the look stays."""
        self._app.styleHints().colorSchemeChanged.disconnect(self._follow)
        self.deleteLater()

    def _follow(self) -> None:
        if self.theme is Theme.SYSTEM:
            self._apply()

    def _wanted(self) -> Colours:
        if self.theme is Theme.SYSTEM:
            return DARK if self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
        return DARK if self.theme is Theme.DARK else LIGHT

    def _apply(self) -> None:
        wanted = self._wanted()
        base = QFont([FAMILY, FALLBACK_FAMILY])
        base.setPixelSize(round(TYPE[Role.BODY].px * self.text_size))
        _use_tabular_figures(base)
        self._app.setFont(base)
        self._app.setPalette(palette(wanted))
        self._app.setStyleSheet(style_sheet(wanted, self.text_size))
        self.changed.emit()


def palette(c: Colours) -> QPalette:
    """The palette native parts (menus, tooltips, calendars, selections) draw with."""
    made = QPalette()
    role = QPalette.ColorRole
    group = QPalette.ColorGroup
    everywhere = {
        role.Window: c.bg,
        role.WindowText: c.text,
        role.Base: c.surface,
        role.AlternateBase: c.surface2,
        role.Text: c.text,
        role.PlaceholderText: c.text3,
        role.Button: c.surface,
        role.ButtonText: c.text,
        role.BrightText: c.on_accent,
        role.ToolTipBase: c.surface,
        role.ToolTipText: c.text,
        role.Highlight: c.accent,
        role.HighlightedText: c.on_accent,
        role.Link: c.accent_text,
        role.LinkVisited: c.accent_text,
        role.Accent: c.accent,
        role.Light: c.surface,
        role.Midlight: c.surface2,
        role.Mid: c.border,
        role.Dark: c.ctl,
        role.Shadow: c.border,
    }
    for key, value in everywhere.items():
        made.setColor(key, QColor(value))
    for key in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(group.Disabled, key, QColor(c.text3))
    return made
