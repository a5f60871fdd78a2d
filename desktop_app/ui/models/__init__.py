"""Item models: plain, QtCore only, tested without a window; an absent page paints as a skeleton."""
