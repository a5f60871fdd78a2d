"""Kill a sending process at random moments, resume it, and ask the gateway's ledger what really happened.

`python tests/e2e/kills.py --rows 2000 --kills 25 [--seed N] [--null-control]`: exit code 0 when nothing was lost,
nothing went twice and every state told is true; 1 otherwise. What is killed is `sms-desk send` and `sms-desk resume`
themselves; with `--services` a small process with the same store, client and services and no command line. With
`--null-control` that process resends on any error, and the script must find messages sent twice (exit code 0 when it
does).
"""

import argparse
import csv
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from desktop_app.demo.faults import Faults
from desktop_app.demo.server import PracticeGateway
from desktop_app.demo.story import plain_phones
from desktop_app.demo.variants import Variants
from desktop_app.paths import DataFolder
from tests.unit.store.plans import number, plan_file

SPEED = 8.0
"""Gateway seconds a second, so that simulated phones do not take hours."""
DISTURBED = 0.45
"""Share of send calls that go wrong; of reading calls somewhat fewer."""
SEND_FAULTS = (
    "reset_before", "reset_after", "500_before", "500_after", "html", "cut", "late_store", "half_batch",
    "refused_after", "token_refused", "late_answer",
)  # fmt: skip
SETTINGS = (
    "settle_s=3", "proof_gap_s=0.5", "poll_s=0.2", "call_gap_s=0.01", "read_timeout_s=0.8", "back_off_s=0.05",
    "back_off_max_s=0.5", "ask_after_s=120", "slow_down_s=0.2", "backlog=50",
)  # fmt: skip
NO_CONNECTION = 3
ON_ITS_WAY = {"accepted", "taken", "sent", "delivered", "failed"}
NOT_OUT = {"queued", "cancelled", "skipped", "refused"}
BY_CODE = {6: "sent", 7: "delivered", 8: "failed", 9: "failed", 10: "failed", 11: "failed", 12: "failed"}


@dataclass
class Verdict:
    """What the ledger says about what the program says."""

    rows: int = 0
    kills: int = 0
    runs: int = 0
    seconds: float = 0.0
    stored: int = 0
    disturbed: float = 0.0
    lost: int = 0
    twice: int = 0
    false: int = 0
    changed: int = 0
    asking: int = 0
    integrity: str = ""
    states: dict[str, int] = field(default_factory=dict)
    end: str = ""

    @property
    def clean(self) -> bool:
        """Whether nothing was lost, doubled, misreported or changed, and nobody has to decide anything."""
        bad = (self.lost, self.twice, self.false, self.changed, self.asking)
        return not any(bad) and self.integrity == "ok"


def faults(disturbed: float, names: Sequence[str] = SEND_FAULTS) -> Faults:
    """What goes wrong, evenly."""
    chances = dict.fromkeys(names, disturbed / len(names))
    return Faults({**chances, "query_fail": disturbed / 2}, late_answer_s=1.5, late_store_s=10.0)


class Sender:
    """What is started and killed: a file to send, and how to send it or go on with it."""

    def __init__(self, folder: Path, rows: int, settings: Sequence[str]) -> None:
        self.data = folder / "data"
        self.data.mkdir(mode=0o700)
        self.settings = settings
        self.url = ""
        self.planned = {row + 2: (number(row), f"Hello {row}") for row in range(rows)}
        """Sheet row -> number and text."""

    @property
    def database(self) -> Path:
        return self.data / "desk.sqlite"

    def command(self, *, resume: bool) -> list[str]:
        raise NotImplementedError

    def start(self) -> "subprocess.Popen[str]":
        """Send, or go on unless it was killed before anything was queued."""
        environment = {**os.environ, "SMS_DESK_TOKEN": "practice", "XDG_STATE_HOME": str(self.data.parent / "state")}
        return subprocess.Popen(
            self.command(resume=self.queued()),
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
        )  # fmt: skip

    def queued(self) -> bool:
        """Whether a campaign is in its database."""
        try:
            connection = sqlite3.connect(f"{self.database.as_uri()}?mode=ro", uri=True)
            queued = connection.execute("SELECT COUNT(*) FROM campaign").fetchone()[0]
            connection.close()
        except sqlite3.Error:
            return False
        return bool(queued)


class CommandLine(Sender):
    """`sms-desk send` and `sms-desk resume`."""

    pause = (1.0, 4.0)
    """Seconds after which it is killed."""

    def __init__(self, folder: Path, rows: int, settings: Sequence[str]) -> None:
        super().__init__(folder, rows, settings)
        self.file = folder / "people.csv"
        with self.file.open("w", newline="") as file:
            lines = csv.writer(file)
            lines.writerow(["Phone", "N"])
            lines.writerows([phone, index] for index, (phone, _) in enumerate(self.planned.values()))

    @property
    def database(self) -> Path:
        return DataFolder(self.data).database

    def command(self, *, resume: bool) -> list[str]:
        options = [part for setting in (*self.settings, "undo_s=0") for part in ("--set", setting)]
        program = [sys.executable, "-m", "desktop_app", "--gateway", self.url, "--data-dir", str(self.data), *options]
        if resume:
            return [*program, "resume", "--wait"]
        sending = ["send", str(self.file), "--text", "Hello {N}", "--pace", "0", "--quiet", "off", "--yes", "--wait"]
        return [*program, *sending]


class ServicesOnly(Sender):
    """The services in a small process of their own; quicker to start, and able to be the null control."""

    pause = (0.4, 2.6)

    def __init__(self, folder: Path, rows: int, settings: Sequence[str], *, null_control: bool = False) -> None:
        super().__init__(folder, rows, [*settings, *(["--null-control"] if null_control else [])])
        self.plan = plan_file(folder / "plan.sqlite", list(self.planned.values()), first_row=2)

    def command(self, *, resume: bool) -> list[str]:
        task = ["resume"] if resume else ["send", str(self.plan)]
        return [sys.executable, "-m", "tests.e2e.kill_child", str(self.data), self.url, *task, *self.settings]


def run(
    folder: Path, rows: int, kills: int, *, seed: int = 0, disturbed: float = DISTURBED, services: bool = False,
    null_control: bool = False,
    names: Sequence[str] = SEND_FAULTS,
    settings: Sequence[str] = SETTINGS,
    variants: Variants | None = None,
) -> Verdict:  # fmt: skip
    """One campaign: killed `kills` times, resumed each time, and followed to its end."""
    began = time.monotonic()
    chance = random.Random(seed)
    sender = (
        ServicesOnly(folder, rows, settings, null_control=null_control)
        if services or null_control
        else CommandLine(folder, rows, settings)
    )
    gateway = PracticeGateway(
        seed=seed,
        speed=SPEED,
        faults=faults(disturbed, names),
        variants=variants,
        phones=plain_phones(3),
        ledger=folder / "ledger.jsonl",
    )
    sender.url = gateway.start()
    verdict = Verdict(rows=rows)
    try:
        _kill_and_resume(verdict, sender, kills, chance)
        gateway.store_all_late()
        time.sleep(0.3)
        _judge(verdict, sender, gateway)
    finally:
        gateway.stop()
    verdict.seconds = round(time.monotonic() - began, 1)
    return verdict


def _kill_and_resume(verdict: Verdict, sender: "CommandLine | ServicesOnly", kills: int, chance: random.Random) -> None:
    while True:
        verdict.runs += 1
        last = verdict.kills >= kills
        child = sender.start()
        try:
            out, err = child.communicate(timeout=None if last else chance.uniform(*sender.pause))
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            verdict.kills += 1
            continue
        if child.returncode == NO_CONNECTION and not sender.queued():
            continue  # it said that nothing was sent; whoever types it types it again
        if child.returncode not in {0, 1}:
            raise RuntimeError(f"the sender ended with {child.returncode}: {err[-3000:]}")
        verdict.end = out.strip()[-500:]
        return


def _judge(verdict: Verdict, sender: Sender, gateway: PracticeGateway) -> None:
    connection = sqlite3.connect(sender.database)
    verdict.integrity = connection.execute("PRAGMA integrity_check").fetchone()[0]
    told = connection.execute("SELECT row, ref, phone, body, state FROM outgoing WHERE superseded = 0").fetchall()
    calls = connection.execute("SELECT COALESCE(outcome, 'killed'), COUNT(*) FROM batch GROUP BY 1").fetchall()
    connection.close()
    planned = sender.planned
    stored = gateway.entries
    verdict.stored = len(stored)
    copies = Counter(entry["customerid"] for entry in stored)
    entries = {entry["customerid"]: entry for entry in stored}
    final = {message.customerid: message.status for message in gateway.messages}
    verdict.states = dict(Counter(state for *_, state in told))
    verdict.asking = verdict.states.get("ask", 0) + verdict.states.get("unsure", 0)
    total = sum(n for _, n in calls)
    verdict.disturbed = round(1 - dict(calls).get("accepted", 0) / total, 2) if total else 0.0
    verdict.lost = sum(row not in {row for row, *_ in told} for row in planned)
    for row, ref, phone, body, state in told:
        number = copies.get(ref, 0)
        verdict.twice += max(number - 1, 0)
        verdict.changed += (phone, body) != planned[row]
        if number:
            verdict.changed += (entries[ref]["sendto"], entries[ref]["body"]) != planned[row]
            differs = final.get(ref) in BY_CODE and BY_CODE[final[ref]] != state
            verdict.false += state in NOT_OUT or (differs and state != "duplicate")
        else:
            verdict.false += state in ON_ITS_WAY
            verdict.lost += state != "ask"


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--campaigns", type=int, default=1, help="so many, with seeds that count up")
    parser.add_argument("--disturbed", type=float, default=DISTURBED, help="share of send calls that go wrong")
    parser.add_argument("--services", action="store_true", help="without the command line")
    parser.add_argument("--null-control", action="store_true", help="resend on any error; it must be caught")
    given = parser.parse_args()
    good = True
    for seed in range(given.seed, given.seed + given.campaigns):
        with tempfile.TemporaryDirectory() as folder:
            verdict = run(
                Path(folder), given.rows, given.kills, seed=seed,
                disturbed=given.disturbed, services=given.services, null_control=given.null_control,
            )  # fmt: skip
        caught = verdict.twice > 0
        good = good and (caught if given.null_control else verdict.clean)
        print(json.dumps({"seed": seed, "clean": verdict.clean, **asdict(verdict)}), flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
