"""Where the files that ship with the program are: icons, fonts, licences, samples."""

from functools import cache
from pathlib import Path


@cache
def _root() -> Path:
    here = Path(__file__).resolve()
    installed = here.parents[1] / "resources"  # a wheel and a frozen bundle carry them inside the package
    return installed if installed.is_dir() else here.parents[2] / "resources"


def bundled(*parts: str) -> Path:
    """The path of a shipped file or folder, `bundled("icons", "send.svg")`."""
    return _root().joinpath(*parts)
