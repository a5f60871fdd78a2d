"""Set everything up on a bare Debian, Ubuntu, Mac or Windows, then run a task; standard library only.

    python3 packaging/bootstrap.py run [ARGS]       open the program (without a screen: the main job in the terminal)
    python3 packaging/bootstrap.py test [ARGS]      lint, types, layers, tests; --full adds the long tests
    python3 packaging/bootstrap.py bench [NAMES]    the benchmarks

The first run installs what is missing (Qt's system libraries, .venv, the locked packages); the next start at once.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "packaging" / "requirements.lock"
STAMP = VENV / "installed-lock"
OLDEST = (3, 11)
LINUX = sys.platform.startswith("linux")
WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

QT_LIBRARIES = {  # soname: Debian package
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def main(arguments: list[str]) -> int:
    """Run the task named first; returns its exit code."""
    tasks = {"run": run, "test": test, "bench": bench}
    if not arguments or arguments[0] not in tasks:
        print(__doc__)
        return 0 if arguments in ([], ["-h"], ["--help"]) else 2
    if sys.version_info < OLDEST:
        return stop(
            f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {platform.python_version()}.",
            "Install a newer one and start this file with it.",
        )
    return tasks[arguments[0]](arguments[1:])


def run(arguments: list[str]) -> int:
    """Open the program, or do its main job in the terminal where there is no screen."""
    screen = not LINUX or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    in_terminal = not screen and arguments in ([], ["--demo"])
    if in_terminal:
        say("There is no screen here: sending the sample workbook in the terminal.")
        arguments = ["demo"]
    set_up({**QT_LIBRARIES, **WINDOW_LIBRARIES} if screen else {})
    command = [str(PYTHON), "-m", "desktop_app", *arguments]
    if not WINDOWS:
        sys.stdout.flush()
        os.execv(command[0], command)  # signals and the terminal are the program's own
    return call(command, folder=None)


def test(arguments: list[str]) -> int:
    """Check style, types and layers, then run the tests; stops at the first that fails."""
    set_up(QT_LIBRARIES)
    tool = [str(PYTHON), "-m"]
    checks = {
        "lint": [*tool, "ruff", "check", "--quiet", "."],
        "format": [*tool, "ruff", "format", "--check", "--quiet", "."],
        "types": [*tool, "mypy", "--strict"],
        "layers": [str(PYTHON.with_name("lint-imports.exe" if WINDOWS else "lint-imports"))],
    }
    for name, command in checks.items():
        say(name)
        code = call(command)
        if code:
            return code
    say("tests")
    return call([*tool, "pytest", "-q", *side_by_side(arguments), *arguments])


def side_by_side(arguments: list[str]) -> list[str]:
    """Options that run the tests in two processes; none on one core, or where the arguments say how to run them."""
    chosen = any(word.startswith(("-n", "--numprocesses", "--dist", "--pdb", "--trace", "-p")) for word in arguments)
    return [] if chosen or (os.cpu_count() or 1) < 2 else ["-n", "2", "--dist", "loadfile"]


def bench(arguments: list[str]) -> int:
    """Run each benchmark in turn; names choose among them."""
    set_up(QT_LIBRARIES)
    scripts = sorted((ROOT / "tests" / "benchmarks").glob("bench_*.py"))
    chosen = [s for s in scripts if not arguments or any(word in s.stem for word in arguments)]
    if not chosen:
        return stop("No such benchmark.", "There are: " + ", ".join(s.stem[6:] for s in scripts))
    worst = 0
    for script in chosen:
        say(script.stem)
        worst = max(worst, call([str(PYTHON), str(script)]))
    return worst


def set_up(libraries: dict[str, str]) -> None:
    """Make `.venv` as the lock wants it, on a system that has `libraries`; does nothing when all is there."""
    if LINUX:
        missing = [package for soname, package in libraries.items() if not loads(soname)]
        if importlib.util.find_spec("ensurepip") is None and not PYTHON.exists():
            missing.append(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
        if missing:
            install_system_packages(missing)
    stamp = f"{hashlib.sha256(LOCK.read_bytes()).hexdigest()} {platform.python_version()} {platform.machine()} {ROOT}"
    if STAMP.is_file() and PYTHON.exists() and STAMP.read_text(encoding="utf-8") == stamp:
        return
    if not is_our_python():
        say("making .venv")
        need([sys.executable, "-m", "venv", "--clear", str(VENV)])
    say("installing the locked packages (once; a minute or two)")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--progress-bar", "off"]
    need([*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)])
    where = subprocess.check_output(
        [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    )
    Path(where.strip(), "sms_desk.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    STAMP.write_text(stamp, encoding="utf-8")


def is_our_python() -> bool:
    """Whether `.venv` works and is of this Python's version."""
    if not PYTHON.exists():
        return False
    asked = [str(PYTHON), "-c", "import pip, platform; print(platform.python_version())"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    return answer.stdout.strip() == platform.python_version()


def loads(soname: str) -> bool:
    """Whether the system has this library."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def install_system_packages(packages: list[str]) -> None:
    """Install Debian packages as root or through sudo; elsewhere say what to type and stop."""
    if not shutil.which("apt-get"):
        raise SystemExit(stop("The system lacks libraries that Debian calls: " + " ".join(packages) + ".", "Add them."))
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if sys.platform != "win32" and os.geteuid() == 0:
        prefix = ["env", "DEBIAN_FRONTEND=noninteractive"]
    elif shutil.which("sudo") and call(["sudo", "-n", "true"], quiet=True) == 0:
        prefix = ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"]
    else:
        raise SystemExit(stop("Some system libraries are missing. Please type:", "  sudo " + " ".join(install)))
    say("installing system libraries: " + " ".join(packages))
    if call([*prefix, *install], quiet=True):
        need([*prefix, "apt-get", "update", "-q"])
        need([*prefix, *install])


def need(command: list[str]) -> None:
    """Run `command`; ends this program when it fails."""
    code = call(command)
    if code:
        raise SystemExit(stop("This failed: " + " ".join(command), "Nothing was started; it is safe to try again."))


def call(command: list[str], *, folder: Path | None = ROOT, quiet: bool = False) -> int:
    """Run `command` and return its exit code; 127 when there is no such program."""
    sys.stdout.flush()
    output = subprocess.DEVNULL if quiet else None
    try:
        return subprocess.run(command, cwd=folder, stdout=output, stderr=output, check=False).returncode
    except FileNotFoundError:
        return 127
    except KeyboardInterrupt:
        return 130


def say(words: str) -> None:
    """One line of progress, apart from what the tasks print."""
    print(f"== {words}", file=sys.stderr, flush=True)


def stop(*words: str) -> int:
    """Say why nothing happens; returns the exit code."""
    print("\n".join(words), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
