"""A command line becomes a request, a process that carries it out, and an exit code."""

import argparse
import asyncio
import getpass
import logging
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from desktop_app.cli import reading
from desktop_app.cli.output import Output
from desktop_app.commands import carrying_out, previewing, summary
from desktop_app.commands.messages import plural, progress
from desktop_app.commands.requests import ResumeRequest, SendRequest, Source, to_values
from desktop_app.domain.errors import BadUse, Trouble
from desktop_app.ending import on_terminate
from desktop_app.instance import Command, Owner, Visit, enter
from desktop_app.logs import LOG_NAME, set_up
from desktop_app.place import Choices, Place
from desktop_app.store.token import from_environment
from desktop_app.wiring import build

BUG = 1
log = logging.getLogger(__name__)


def run(arguments: argparse.Namespace) -> int:
    """Carry out a parsed command line; returns the exit code."""
    if arguments.command == "gateway":
        from desktop_app.demo import command

        return command.run(arguments)
    _speak_utf8(sys.stdout, sys.stderr)
    output = Output()
    try:
        return _run(arguments, output)
    except Trouble as trouble:
        output.tell({"error": trouble.sentence})
        return trouble.exit_code
    except (KeyboardInterrupt, asyncio.CancelledError):  # Ctrl+C, or the system ends us
        if getattr(arguments, "watch", False):  # that is how watching ends
            return 0
        rest = " What was not handed over waits for “sms-desk resume”." if arguments.command in _SENDS else ""
        output.tell({"error": f"Stopped.{rest}"})
        return BUG
    except BrokenPipeError:
        return _reader_gone()
    finally:
        output.close()


def _reader_gone() -> int:
    """Nobody reads our output any more (`| head`): end without a word, also at the interpreter's own last flush."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - lives until the process ends
    return BUG


def _run(arguments: argparse.Namespace, output: Output) -> int:
    choices = Choices(
        arguments.gateway, arguments.data_dir, arguments.demo or arguments.command == "demo", tuple(arguments.set)
    )
    place = Place(choices, reading=arguments.command in _READS or getattr(arguments, "action", "") in (None, "export"))
    if place.read_only:
        output.tell({"note": "The data folder cannot be written: it is only read, and nothing can be sent."})
    end_log = set_up(place.folder.logs)
    try:
        asyncio.run(place.furnish())
        return _COMMANDS[arguments.command](arguments, place, output)
    except (Trouble, BrokenPipeError):
        raise
    except Exception:
        log.exception("unexpected")
        output.tell({"error": f"Something unexpected happened. Details are in {place.folder.logs / LOG_NAME}."})
        return BUG
    finally:
        end_log()
        place.leave()


# Commands for the owner of the data folder


def _send(arguments: argparse.Namespace, place: Place, output: Output) -> int:
    request = SendRequest(
        source=reading.source(arguments),
        devices=tuple(arguments.device),
        sim=arguments.sim,
        at=arguments.at.isoformat() if arguments.at else None,
        at_gateway=arguments.at_gateway,
        expire_h=arguments.expire,
        quiet_off=arguments.quiet == "off",
        pace_s=arguments.pace,
        again=arguments.again,
        wait=arguments.wait,
        report=str(arguments.report) if arguments.report else None,
    )
    if request.at_gateway and request.at is None:
        raise BadUse("--at-gateway needs --at.", "Nothing was sent.")
    if not arguments.yes:
        _ask_first(request.source, place, output)
    return _by_the_owner({"do": "send", **to_values(request)}, place, output)


def _ask_first(source: Source, place: Place, output: Output) -> None:
    if not sys.stdin.isatty():
        raise BadUse("Nobody is there to be asked.", "Nothing was sent.", "Add --yes to send without asking.")

    async def plan() -> str:
        preview = previewing.Preview(place.folder, place.clock, place.choices.over)
        try:
            planned = await preview.plan(source, lambda done, total: output.tell(progress("Rows read", done, total)))
        finally:
            await preview.close()
        for words in summary.summarise(planned):
            output.tell({"line": words})
        return f"Send {plural(planned.totals.ready, 'message')} to people who agreed to get texts from you? [y/N] "

    question = asyncio.run(plan())
    output.close()
    if input(question).strip().casefold() not in ("y", "yes"):
        raise BadUse("Nothing was sent.")


def _resume(arguments: argparse.Namespace, place: Place, output: Output) -> int:
    return _by_the_owner({"do": "resume", **to_values(ResumeRequest(wait=arguments.wait))}, place, output)


def _devices(arguments: argparse.Namespace, place: Place, output: Output) -> int:
    return _by_the_owner({"do": "devices", "json": arguments.json, "watch": arguments.watch}, place, output)


def _do_not_text(arguments: argparse.Namespace, place: Place, output: Output) -> int:
    if arguments.action == "add":
        command = {"do": "do-not-text add", "number": arguments.number, "note": arguments.note}
        return _by_the_owner(command, place, output)
    if arguments.action == "import":
        return _by_the_owner({"do": "do-not-text import", "file": str(arguments.file)}, place, output)

    return reading.do_not_text(arguments, place, output)


def _login(arguments: argparse.Namespace, place: Place, output: Output) -> int:
    if sys.stdin.isatty():
        password = getpass.getpass("Password (used once, then forgotten): ")
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise BadUse("No password was given.", "You are not signed in.", "Type it, or hand it over as one line.")
    return _alone({"do": "login", "email": arguments.email, "password": password}, place, output)


def _logout(_arguments: argparse.Namespace, place: Place, output: Output) -> int:
    code = _alone({"do": "logout"}, place, output)
    if from_environment(os.environ):
        output.tell({"note": "SMS_DESK_TOKEN is set here, and commands go on using it."})
    return code


def _demo(_arguments: argparse.Namespace, place: Place, output: Output) -> int:
    story = place.story
    assert story is not None
    report = Path(tempfile.mkdtemp(prefix="sms-desk-report-")) / f"{story.workbook.stem}-report.xlsx"
    request = SendRequest(
        source=Source(str(story.workbook), sheet=story.sheet, to=story.phone_column, text=story.template),
        quiet_off=True,
        pace_s=0,
        wait=True,
        report=str(report),
    )
    output.tell({"note": "Practice: nothing leaves this computer, and its clock runs 20 times faster."})
    place.choices = replace(place.choices, settings=(*_DEMO_SETTINGS, *place.choices.settings))
    code = _by_the_owner({"do": "send", "name": story.campaign, **to_values(request)}, place, output)
    return 0 if report.exists() else code  # rows left out are the sample's point


def _by_the_owner(command: Command, place: Place, output: Output) -> int:
    """Carry `command` out here when the data folder is free, else hand it to its owner."""
    found = enter(place.folder)
    if isinstance(found, Visit):
        if place.choices.gateway or place.choices.settings:
            output.tell({"note": "SMS Desk is running: its own gateway and settings count, not those given here."})
        return found.ask(command, output.tell)
    return asyncio.run(_carry_out(command, place, found, output))


def _alone(command: Command, place: Place, output: Output) -> int:
    """Carry out what must not cross to another process: a password."""
    found = enter(place.folder)
    if isinstance(found, Owner):
        return asyncio.run(_carry_out(command, place, found, output))
    found.close()
    raise BadUse("SMS Desk is running.", "", "Sign in or out there, or close it first.")


async def _carry_out(command: Command, place: Place, owner: Owner, output: Output) -> int:
    services = None
    me = asyncio.current_task()
    assert me is not None  # this coroutine runs
    deaf = on_terminate(me.cancel)
    try:
        services = await build(place)
        await services.start()
        owner.serve(carrying_out.for_visitors(services))
        code = await carrying_out.carry_out(services, command, output.tell)
        await owner.visitors_done()
        return code
    finally:
        await owner.stop_serving()
        if services is not None:
            await services.aclose()
        owner.release()
        deaf()


def _speak_utf8(*streams: TextIO) -> None:
    """Whatever the system's code page, texts come out whole and never as an error."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


_DEMO_SETTINGS = (("undo_s", "0"), ("receipt_wait_s", "300"))
"""Nobody watches for 72 hours whether the last receipts come."""
_READS = ("preview", "campaigns", "devices")
_SENDS = ("send", "resume", "demo")
_Run = Callable[[argparse.Namespace, Place, Output], int]
_COMMANDS: dict[str, _Run] = {
    "login": _login,
    "logout": _logout,
    "preview": reading.preview,
    "send": _send,
    "resume": _resume,
    "campaigns": reading.campaigns,
    "devices": _devices,
    "do-not-text": _do_not_text,
    "demo": _demo,
}
