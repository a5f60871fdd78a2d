"""The style sheet: how Qt's own controls look, from the same tokens the painted widgets use. Text only, no Qt."""

from desktop_app.ui.tokens import (
    CONTROL,
    RADIUS_CARD,
    RADIUS_CONTROL,
    RADIUS_INSET,
    TYPE,
    Colours,
)

_INKS = ("text", "text2", "text3", "accent_text", "ok", "warn", "bad", "on_accent")


def style_sheet(c: Colours, text_size: float = 1.0) -> str:
    """The rules for the whole application.

    Labels take `role` (see `tokens.Role`) and `ink` (a colour's name) as properties; a frame takes `box`.
    """
    return "\n".join((_text(c, text_size), _boxes(c), _fields(c), _lists(c), _floating(c), _scroll_bars(c)))


def _text(c: Colours, size: float) -> str:
    rules = [
        f'QLabel[role="{role}"] {{ font-size: {round(t.px * size)}px; font-weight: {t.weight}; '
        f"letter-spacing: {-t.tighter:g}px; }}"
        for role, t in TYPE.items()
    ]
    rules += [f'QLabel[ink="{ink}"] {{ color: {c[ink]}; }}' for ink in _INKS]
    rules.append("QLabel { background: transparent; }")
    return "\n".join(rules)


def _boxes(c: Colours) -> str:
    return f"""
QFrame[box="card"] {{ background: {c.surface}; border: 1px solid {c.border}; border-radius: {RADIUS_CARD}px; }}
QFrame[box="inset"] {{ background: {c.surface2}; border: 1px solid {c.border}; border-radius: {RADIUS_INSET}px; }}
QFrame[box="info"] {{ background: {c.accent_soft}; border: 1px solid {c.accent_line}; border-radius: 8px; }}
QFrame[box="ok"] {{ background: {c.ok_soft}; border: 1px solid {c.ok_mid}; border-radius: 8px; }}
QFrame[box="warn"] {{ background: {c.warn_soft}; border: 1px solid {c.warn_line}; border-radius: 8px; }}
QFrame[box="bad"] {{ background: {c.bad_soft}; border: 1px solid {c.bad_line}; border-radius: 8px; }}
QFrame[box="header"] {{ background: {c.surface}; border: none; border-bottom: 1px solid {c.border}; }}
QFrame[box="footer"] {{ background: {c.surface}; border: none; border-top: 1px solid {c.border}; }}
QFrame[box="plain"] {{ background: {c.surface}; border: none; }}
QFrame[box="promise"] {{ background: {c.accent_soft}; border: none; }}
QFrame[box="line"] {{ background: {c.border}; border: none; min-height: 1px; max-height: 1px; }}
QFrame[box="bar"] {{ background: {c.border}; border: none; min-width: 1px; max-width: 1px; }}
QDialog {{ background: {c.surface}; }}
QSplitter::handle {{ background: {c.border}; }}
"""


def _fields(c: Colours) -> str:
    height = CONTROL - 2  # the border is outside of it
    field = "QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox"
    return f"""
{field} {{
    background: {c.surface}; color: {c.text}; border: 1px solid {c.ctl}; border-radius: {RADIUS_CONTROL}px;
    padding: 0px 10px; selection-background-color: {c.accent}; selection-color: {c.on_accent};
}}
QLineEdit {{ lineedit-password-character: 8226; }}
QLineEdit, QAbstractSpinBox {{ min-height: {height}px; }}
QPlainTextEdit, QTextEdit {{ padding: 6px 6px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus {{
    border: 2px solid {c.accent}; padding: 0px 9px; min-height: {height - 2}px;
}}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: 5px 5px; }}
QLineEdit[search="true"] {{ padding: 0px 4px; }}
QLineEdit[search="true"]:focus {{ padding: 0px 3px; }}
QLineEdit[wrong="true"] {{ border: 2px solid {c.bad_dot}; padding: 0px 9px; min-height: {height - 2}px; }}
QLineEdit:disabled, QLineEdit:read-only, QAbstractSpinBox:disabled {{
    background: {c.surface2}; color: {c.text2}; border-color: {c.border};
}}
QLineEdit[cell="true"] {{ border: 2px solid {c.accent}; border-radius: 2px; padding: 0px 8px; min-height: 20px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0px; border: none; }}
"""


def _lists(c: Colours) -> str:
    return f"""
QTableView, QListView, QTreeView {{
    background: {c.surface}; color: {c.text}; border: none; outline: none; gridline-color: {c.grid};
    selection-background-color: {c.accent_soft}; selection-color: {c.text};
}}
QHeaderView {{ background: {c.surface2}; border: none; }}
QHeaderView::section {{
    background: {c.surface2}; color: {c.text2}; border: none; border-bottom: 1px solid {c.border};
    padding: 0px 12px; font-weight: 600; font-size: 12px;
}}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QTableCornerButton::section {{ background: {c.surface2}; border: none; }}
QScrollArea, QScrollArea > QWidget > QWidget[scrolled="true"], QStackedWidget {{
    background: transparent; border: none;
}}
"""


def _floating(c: Colours) -> str:
    return f"""
QMenu {{
    background: {c.surface}; color: {c.text}; border: 1px solid {c.border}; border-radius: 8px; padding: 6px;
}}
QMenu::item {{ padding: 7px 28px 7px 12px; border-radius: 6px; }}
QMenu::item:selected {{ background: {c.hover}; color: {c.text}; }}
QMenu::item:disabled {{ color: {c.text3}; }}
QMenu::separator {{ height: 1px; background: {c.border}; margin: 6px 8px; }}
QToolTip {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.border}; padding: 5px 8px; }}
QComboBox QAbstractItemView {{
    background: {c.surface}; color: {c.text}; border: 1px solid {c.border}; padding: 4px; outline: none;
    selection-background-color: {c.hover}; selection-color: {c.text};
}}
QComboBox QAbstractItemView::item {{ min-height: 32px; padding: 0px 8px; border-radius: 6px; }}
"""


def _scroll_bars(c: Colours) -> str:
    return f"""
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0px; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0px; }}
QScrollBar::handle {{ background: {c.idle}; border-radius: 3px; }}
QScrollBar::handle:vertical {{ min-height: 32px; margin: 3px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; margin: 3px; }}
QScrollBar::handle:hover {{ background: {c.ctl}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0px; height: 0px; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
