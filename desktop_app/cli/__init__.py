"""The command line: words in, lines and exit codes out. What is done is in `commands`.

`arguments` reads the words, `output` writes lines, bars and JSON, `main` joins the two; no Qt.
"""
