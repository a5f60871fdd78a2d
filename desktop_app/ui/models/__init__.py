"""Item models over pages that the store and the sheets' worker give; QtCore only, `data()` never waits."""
