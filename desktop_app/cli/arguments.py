"""The words of the command line and what they mean."""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from desktop_app import __version__

COMMANDS = (
    "login", "logout", "preview", "send", "resume", "campaigns", "devices", "do-not-text", "gateway", "demo",
)  # fmt: skip
_LONGEST_ID = 18
"""Digits of a number that fits the database."""
_TAKES_A_VALUE = ("--gateway", "--data-dir", "--set", "--show")


class Parser(argparse.ArgumentParser):
    """An error is one sentence on stderr and exit code 2."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and leave."""
        sys.stderr.write(f"{message[:1].upper()}{message[1:]}. See {self.prog} --help.\n")
        raise SystemExit(2)


def is_command(words: Sequence[str]) -> bool:
    """Whether the command line names a command; otherwise the window is meant."""
    takes_value = False
    for word in words:
        if takes_value:
            takes_value = False
        elif word in _TAKES_A_VALUE:
            takes_value = True
        elif not word.startswith("-"):
            return word in COMMANDS
    return False


def window_parser() -> argparse.ArgumentParser:
    """`sms-desk [FILE]`: the options of the window, and the help that names all commands."""
    parser = Parser(
        prog="sms-desk",
        description="Text people from a workbook through your own Android phones at SmsGateway24.",
        epilog="Without a command the window opens. Each command has its own --help:\n  " + "\n  ".join(COMMANDS),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", nargs="?", type=_existing, metavar="FILE", help="open this file in Bulk send")
    parser.add_argument("--show", metavar="STATE", help="with --demo: bring up a state of the window, for screenshots")
    parser.add_argument("--version", action="version", version=f"SMS Desk {__version__}")
    _add_common(parser, [], first=True)
    return parser


def command_parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """`sms-desk COMMAND ...`; `words` are those to be parsed."""
    parser = Parser(prog="sms-desk")
    pairs: list[tuple[str, str]] = []
    _add_common(parser, pairs, first=True)
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser)

    def command(name: str, help_: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help_, description=help_[:1].upper() + help_[1:] + ".")
        _add_common(added, pairs)
        return added

    login = command("login", "sign in; the password is asked for, used once and forgotten")
    login.add_argument("email", type=_filled, metavar="EMAIL")
    command("logout", "forget the token of this account")

    preview = command("preview", "what would go out, row by row; nothing is sent")
    _add_source(preview)
    preview.add_argument("--json", action="store_true", help="every row as JSON")

    send = command("send", "send a workbook")
    _add_source(send)
    _add_delivery(send)

    resume = command("resume", "go on with everything unfinished; counts as consent to go on")
    resume.add_argument("--wait", action="store_true", help="until every row is final")

    campaigns = command("campaigns", "campaigns, or the rows of one")
    campaigns.add_argument("id", nargs="?", type=_whole, metavar="ID")
    campaigns.add_argument("--json", action="store_true")

    devices = command("devices", "the phones of the account")
    devices.add_argument("--json", action="store_true", help="one JSON object; with --watch one a line")
    devices.add_argument("--watch", action="store_true", help="a line for each change and alert, until Ctrl-C")

    _add_do_not_text(command("do-not-text", "numbers that get nothing: list, add, import, export"), pairs)
    gateway = command("gateway", "run the practice gateway on this computer")
    if "gateway" in words:  # its options come with the practice gateway, whose import the other commands are spared
        from desktop_app.demo import command as practice

        practice.add_arguments(gateway)
    command("demo", "the sample workbook through the practice gateway, here in the terminal")
    return parser


def _add_common(parser: argparse.ArgumentParser, pairs: list[tuple[str, str]], *, first: bool = False) -> None:
    """Options that may stand before or after the command; only the first parser has their defaults."""

    def default(value: object) -> object:
        return value if first else argparse.SUPPRESS

    common = parser.add_argument_group("options for all commands")
    common.add_argument(
        "--gateway",
        type=_filled,
        metavar="URL",
        default=default(None),
        help="another gateway than SmsGateway24's own",
    )
    common.add_argument("--data-dir", type=_absolute, metavar="DIR", default=default(None), help="another data folder")
    common.add_argument(
        "--demo", action="store_true", default=default(value=False), help="practice: nothing leaves this computer"
    )
    common.add_argument(
        "--set",
        action=_Pairs,
        const=pairs,
        metavar="KEY=VALUE",
        default=default(()),
        help="any setting, for this run; repeatable",
    )


class _Pairs(argparse.Action):
    """Collects KEY=VALUE before and after the command alike: `const` is the list they share."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,  # noqa: ARG002 - argparse passes it
    ) -> None:
        key, sign, value = str(values).partition("=")
        if not sign or not key.strip():
            parser.error(f"{values!r} is not KEY=VALUE")
        self.const.append((key.strip(), value))
        setattr(namespace, self.dest, tuple(self.const))


def _add_source(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=_absolute, metavar="FILE", help="xlsx, xls, xlsb, ods, csv or tsv")
    parser.add_argument("--sheet", type=_filled, metavar="S", help="sheet by name; guessed otherwise")
    parser.add_argument("--header", type=_row, metavar="ROW", help="row of the headings, 0 for none; guessed otherwise")
    parser.add_argument(
        "--to", type=_filled, metavar="COLUMN", help="phone column by heading or letter; guessed otherwise"
    )
    text = parser.add_mutually_exclusive_group(required=True)
    text.add_argument(
        "--text", type=_filled, metavar="T", help="the message, with fields {Column name} or {Column name|instead}"
    )
    text.add_argument(
        "--text-column", type=_filled, metavar="C", help="column with finished texts, by heading or letter"
    )
    parser.add_argument("--country", type=_filled, metavar="DE", help="country of numbers without a country code")
    parser.add_argument("--include-hidden", action="store_true", help="hidden and filtered rows too")


def _add_delivery(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--device",
        type=_whole,
        action="append",
        default=[],
        metavar="ID",
        help="phone; repeatable (default: online, subscribed, not roaming)",
    )
    parser.add_argument("--sim", type=int, choices=(0, 1), help="SIM, counted from 0")
    parser.add_argument(
        "--at", type=_moment, metavar='"YYYY-MM-DD HH:MM"', help="start then; this process stays until then"
    )
    parser.add_argument("--at-gateway", action="store_true", help="hand over now, SmsGateway24 waits until --at")
    parser.add_argument(
        "--expire", type=_positive, metavar="HOURS", help="ask instead of sending this long after the start"
    )
    parser.add_argument("--quiet", choices=("off",), help="off: also send in quiet hours")
    parser.add_argument("--pace", type=_not_negative, metavar="SECONDS", help="between two messages of one phone")
    parser.add_argument("--again", action="store_true", help="also texts identical to one of the last 24 h")
    parser.add_argument("--yes", action="store_true", help="do not ask: these people agreed to get texts from me")
    parser.add_argument("--wait", action="store_true", help="until every row is final")
    parser.add_argument("--report", type=_report, metavar="FILE", help="results beside your rows, .xlsx or .csv")


def _add_do_not_text(parser: argparse.ArgumentParser, pairs: list[tuple[str, str]]) -> None:
    actions = parser.add_subparsers(dest="action", parser_class=Parser)
    add = actions.add_parser("add", help="add a number")
    add.add_argument("number", type=_filled, metavar="NUMBER")
    add.add_argument("--note", default="", metavar="TEXT", help="why, kept as proof")
    import_ = actions.add_parser("import", help="add every number of a file, one a line or a CSV column")
    import_.add_argument("file", type=_absolute, metavar="FILE")
    export = actions.add_parser("export", help="write the list to a CSV file")
    export.add_argument("file", type=_absolute, metavar="FILE")
    for action in (add, import_, export):
        _add_common(action, pairs)


def _filled(text: str) -> str:
    """An empty word is a script's unset variable: guessing what was meant could text the wrong people."""
    if not text.strip():
        raise argparse.ArgumentTypeError("must not be empty")
    return text


def _absolute(text: str) -> Path:
    return Path(_filled(text)).expanduser().absolute()


def _existing(text: str) -> Path:
    path = _absolute(text)
    try:
        there = path.exists()
    except OSError as error:
        raise argparse.ArgumentTypeError(f"{text!r} cannot be opened: {error.strerror}") from error
    if not there:
        raise argparse.ArgumentTypeError(f"{text!r} is neither a file nor a command")
    return path


def _report(text: str) -> Path:
    path = _absolute(text)
    if path.suffix.casefold() not in (".xlsx", ".csv"):
        raise argparse.ArgumentTypeError(f"{text!r} ends neither in .xlsx nor in .csv")
    return path


def _row(text: str) -> int:
    if not text.isdecimal() or int(text) > 1_048_576:
        raise argparse.ArgumentTypeError(f"{text!r} is not a row number")
    return int(text)


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_ID):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number")
    return int(text)


def _positive(text: str) -> float:
    value = _not_negative(text)
    if not value:
        raise argparse.ArgumentTypeError("must be more than 0")
    return value


def _not_negative(text: str) -> float:
    try:
        value = float(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from error
    if not 0 <= value < 1e6:
        raise argparse.ArgumentTypeError(f"{text} is out of range")
    return value


def _moment(text: str) -> datetime:
    """A local time, made aware with this computer's zone at that moment."""
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d %H:%M").astimezone()
    except (ValueError, OverflowError, OSError) as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not YYYY-MM-DD HH:MM") from error
