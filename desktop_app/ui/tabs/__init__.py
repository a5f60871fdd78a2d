"""One module or package a tab; tabs do not know each other."""
