"""Commands by their names, for this process and for visitors alike."""

import json
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from desktop_app.commands import do_not_text, listing, watching
from desktop_app.commands.messages import Tell, line, note, plural
from desktop_app.commands.requests import ResumeRequest, SendRequest, from_values
from desktop_app.commands.sending import need_account, resume, send
from desktop_app.domain.errors import BadUse, NoConnection, NotSignedIn, Trouble
from desktop_app.services.account import ServiceDown
from desktop_app.wiring import Services

Command = dict[str, Any]
_Carry = Callable[[Services, Command, Tell], Coroutine[Any, Any, int]]


async def carry_out(services: Services, command: Command, tell: Tell) -> int:
    """Do what `command` asks for; returns the exit code.

    Raises:
        Trouble: words for people, with their exit code.
    """
    carry = _BY_NAME.get(str(command.get("do")))
    if carry is None:
        raise BadUse("This SMS Desk does not know what it was asked for.", "Nothing was sent.")
    rescued = services.store.recovered.trouble
    if rescued is not None:
        tell(note(rescued.sentence))
    held_token = services.account.signed_in
    try:
        return await carry(services, command, tell)
    except NotSignedIn:
        raise
    except Trouble as trouble:
        if held_token and not services.account.signed_in:  # the service's words, and what they mean
            raise NotSignedIn(
                "SmsGateway24 refuses your token.", "Nothing was sent.", "Sign in again with “sms-desk login EMAIL”."
            ) from trouble
        raise


def for_visitors(
    services: Services, *, window: Callable[[Command], bool] | None = None
) -> Callable[[Command, Tell], Coroutine[Any, Any, int]]:
    """What an owner serves to other processes.

    Args:
        services: the owner's.
        window: brings the window up, with the file of `open`; None where there is none.
    """

    async def handle(command: Command, tell: Tell) -> int:
        if command.get("do") in ("raise", "open"):
            if window is not None and window(command):
                return 0
            raise BadUse(
                "SMS Desk is working on the command line with this data.", "", "Open the window when that has ended."
            )
        if command.get("do") in _NOT_FOR_VISITORS:
            raise BadUse("SMS Desk is running.", "", "Sign in or out there, or close it first.")
        return await carry_out(services, command, tell)

    return handle


async def _send(services: Services, command: Command, tell: Tell) -> int:
    return await send(services, from_values(SendRequest, command), tell, name=str(command.get("name", "")))


async def _resume(services: Services, command: Command, tell: Tell) -> int:
    return await resume(services, from_values(ResumeRequest, command), tell)


async def _devices(services: Services, command: Command, tell: Tell) -> int:
    need_account(services)
    if command.get("watch"):
        return await watching.watch(services, tell, as_json=bool(command.get("json")))
    devices = await services.devices.refresh()
    now = services.store.live.server_now()
    if command.get("json"):
        tell(line(json.dumps(listing.device_values(devices, now), ensure_ascii=False)))
        return 0
    for device in devices:
        tell(line(listing.device_line(device, now)))
    if not devices:
        tell(line("There is no phone in this account."))
    return 0


async def _add(services: Services, command: Command, tell: Tell) -> int:
    number = do_not_text.as_number(str(command.get("number")), services.settings().country)
    added = await services.store.do_not_text.add(number, str(command.get("note", "")), "command line")
    tell(line(f"{number} gets nothing from now on." if added else f"{number} was on the list already."))
    return 0


async def _import(services: Services, command: Command, tell: Tell) -> int:
    now = services.store.live.server_now()
    path = Path(str(command.get("file")))
    entries, without = do_not_text.read_entries(path, services.settings().country, now)
    new = await services.store.do_not_text.import_(entries)
    known = len(entries) - new
    tell(line(f"{plural(new, 'number')} added, {plural(known, 'was', 'were')} on the list already."))
    if without:
        tell(note(f"{plural(without, 'line has', 'lines have')} no phone number."))
    return 1 if without else 0


async def _login(services: Services, command: Command, tell: Tell) -> int:
    try:
        done = await services.account.sign_in(str(command["email"]), str(command.pop("password")))
    except ServiceDown:  # the window tries again by itself and says so; a command does not
        raise NoConnection("SmsGateway24 is not answering.", "You are not signed in.", "Try again later.") from None
    if not done.kept:  # the window may stay signed in without a keyring; a command ends, and the token with it
        raise NotSignedIn(
            "The password is right, but this computer has no keyring to keep your token in.",
            "You are not signed in.",
            "Put the token from your profile on smsgateway24.com into SMS_DESK_TOKEN.",
        )
    tell(line(f"Signed in as {services.account.email}."))
    return 0


async def _logout(services: Services, command: Command, tell: Tell) -> int:  # noqa: ARG001 - all have one shape
    gone = await services.account.sign_out()
    tell(line("Signed out." if gone else "Signed out here, but the system's keyring would not delete its entry."))
    return 0 if gone else 1


_NOT_FOR_VISITORS = ("login", "logout")
_BY_NAME: dict[str, _Carry] = {
    "send": _send,
    "resume": _resume,
    "devices": _devices,
    "do-not-text add": _add,
    "do-not-text import": _import,
    "login": _login,
    "logout": _logout,
}
