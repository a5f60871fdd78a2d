"""`python -m desktop_app` and `sms-desk`: the window, or a command. Child processes import it again: nothing heavy."""

import multiprocessing
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; returns the exit code."""
    multiprocessing.freeze_support()
    words = sys.argv[1:] if argv is None else list(argv)

    from desktop_app.cli.arguments import command_parser, is_command, window_parser

    if is_command(words):
        from desktop_app.cli.main import run

        return run(command_parser(words).parse_args(words))

    chosen = window_parser().parse_args(words)
    from desktop_app.app import open_window

    return open_window(chosen)


if __name__ == "__main__":
    sys.exit(main())
