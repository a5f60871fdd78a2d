"""`sms-desk gateway`: the practice gateway as a program of its own, for tests and for trying things out."""

import argparse
import errno
import signal
import sys
import threading
from dataclasses import replace
from pathlib import Path

from desktop_app.demo.faults import MEANINGS, Faults, parse_fault
from desktop_app.demo.ledger import LedgerInUse
from desktop_app.demo.phones import FAILURE_CODES, Outcomes, SimulatedPhone
from desktop_app.demo.server import PracticeGateway
from desktop_app.demo.story import plain_phones, story_phones

BAD_USE = 2
_DEFAULTS = Faults()


def _fault(text: str) -> tuple[str, float]:
    try:
        name, chance = parse_fault(text)
        Faults({name: chance})
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return name, chance


def _failure(text: str) -> tuple[int, float]:
    code, _, share = text.partition("=")
    try:
        found = int(code), float(share)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not CODE=SHARE") from error
    if found[0] not in FAILURE_CODES or not 0 <= found[1] <= 1:
        raise argparse.ArgumentTypeError(f"{text!r}: codes are {', '.join(map(str, FAILURE_CODES))}, shares 0 to 1")
    return found


def _received(text: str) -> tuple[str, str]:
    number, sign, body = text.partition("=")
    if not sign or not number.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is not NUMBER=TEXT")
    return number.strip(), body


def _phones(text: str) -> str:
    kind, _, count = text.partition(":")
    if text not in ("story", "demo", "one") and not (kind == "many" and count.isdecimal() and int(count) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is none of story, demo, one, many:N")
    return text


def _above_zero(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1e6:
        raise argparse.ArgumentTypeError(f"{text} is not above 0")
    return value


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text} is not a port")
    return int(text)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `sms-desk gateway` to `parser`."""
    names = "; ".join(f"{name}: {meaning}" for name, meaning in MEANINGS.items()).replace("%", "%%")
    parser.add_argument("--port", type=_port, default=0, help="port on 127.0.0.1; 0 (default) takes a free one")
    parser.add_argument("--speed", type=_above_zero, default=1.0, help="how many times faster its clock runs")
    parser.add_argument(
        "--fault",
        type=_fault,
        action="append",
        default=[],
        metavar="NAME=PROBABILITY",
        help=f"what goes wrong, per call; repeatable, - and _ are the same. {names}",
    )
    parser.add_argument("--seed", type=int, default=0, help="everything random follows from it")
    parser.add_argument(
        "--ledger",
        type=Path,
        help="file for one JSON line per stored message; continued if it exists: its messages are there again, and"
        " begin once more as waiting ones, since it holds no later states",
    )
    parser.add_argument("--token", help="accept this token only (default: any that is not empty)")
    parser.add_argument(
        "--refuse-token", action="append", default=[], metavar="TOKEN", help="refuse this token; repeatable"
    )
    parser.add_argument(
        "--late",
        type=_above_zero,
        default=_DEFAULTS.late_answer_s,
        metavar="SECONDS",
        help="seconds until a late_answer (default %(default)s)",
    )
    parser.add_argument(
        "--late-store",
        type=_above_zero,
        default=_DEFAULTS.late_store_s,
        metavar="SECONDS",
        help="seconds of the gateway's clock until a late_store (default %(default)s)",
    )
    parser.add_argument(
        "--phones",
        type=_phones,
        default="story",
        metavar="story|demo|one|many:N",
        help="story (default): four well-behaved phones; demo: the same with failures, answers and one going offline;"
        " one; many:N",
    )
    parser.add_argument("--offline", type=int, action="append", default=[], metavar="ID", help="this phone is silent")
    parser.add_argument(
        "--fail",
        type=_failure,
        action="append",
        default=[],
        metavar="CODE=SHARE",
        help="share of messages that end with this status; repeatable",
    )
    parser.add_argument(
        "--receive",
        type=_received,
        action="append",
        default=[],
        metavar="NUMBER=TEXT",
        help="a text that has come in already; repeatable",
    )


def run(args: argparse.Namespace) -> int:
    """Run the gateway until SIGTERM or SIGINT; returns the exit code, 2 when it cannot start."""
    try:
        faults = Faults(dict(args.fault), late_answer_s=args.late, late_store_s=args.late_store)
        gateway = PracticeGateway(
            seed=args.seed,
            speed=args.speed,
            faults=faults,
            ledger=args.ledger,
            token=args.token,
            phones=_chosen_phones(args.phones, dict(args.fail)),
        )
        gateway.access.refused.update(args.refuse_token)
        for device_id in args.offline:
            if device_id not in gateway.account.phones:
                return _cannot_start(f"there is no phone {device_id}")
            gateway.set_phone_online(device_id, online=False)
        for number, body in args.receive:
            gateway.receive(number, body)
        url = gateway.start(args.port)
    except LedgerInUse as error:
        return _cannot_start(str(error))
    except OSError as error:
        return _cannot_start(_in_words(error, args.port))
    except ValueError as error:
        return _cannot_start(str(error))
    ending = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: ending.set())
    sys.stdout.write(f"Practice gateway ready at {url}\n")
    sys.stdout.flush()
    while not ending.wait(0.5):
        pass
    gateway.stop()
    return 0


def _in_words(error: OSError, port: int) -> str:
    """Why a port or the ledger cannot be had, for people."""
    if error.filename is not None:
        return f"the ledger {error.filename} cannot be used ({error.strerror})"
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is taken by another program; choose another one, or leave --port out"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"this computer does not allow port {port}; choose one from 1024 on, or leave --port out"
    if error.errno == errno.EADDRNOTAVAIL:
        return "this computer has no address 127.0.0.1"
    return error.strerror or "its server did not come up"


def _cannot_start(why: str) -> int:
    sys.stderr.write(f"The practice gateway cannot start: {why}.\n")
    return BAD_USE


def _chosen_phones(kind: str, failures: dict[int, float]) -> tuple[SimulatedPhone, ...]:
    if kind == "one":
        phones = plain_phones(1)
    elif kind.startswith("many:"):
        phones = plain_phones(int(kind.partition(":")[2]))
    else:
        phones = story_phones(lifelike=kind == "demo")
    return tuple(replace(phone, outcomes=Outcomes(failures)) for phone in phones) if failures else phones
