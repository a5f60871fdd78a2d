"""What SMS Desk comes with and installs is named, with its licence."""

import re
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LICENCES = ROOT / "resources" / "licences"


def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def installed_with(wanted: list[str]) -> dict[str, Distribution]:
    """What the program needs while it runs, through every generation."""
    found: dict[str, Distribution] = {}
    while wanted:
        requirement = Requirement(wanted.pop())
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            package = distribution(requirement.name)
        except PackageNotFoundError:
            continue  # not for this system
        if package.name not in found:
            found[package.name] = package
            wanted += package.requires or []
    return found


def test_every_library_is_named_with_its_licence():
    notices = (LICENCES / "notices.txt").read_text("utf-8")
    for name, package in installed_with(list(project()["dependencies"])).items():
        line = re.search(rf"^    (?:.*\W)?{re.escape(name)}\W.*$", notices, re.MULTILINE)
        assert line, f"{name} is not in notices.txt"
        said = package.metadata.get("License-Expression")
        if said is not None and "LGPL" not in said:
            assert line.group().endswith(f" {said}")


def test_qts_licence_is_there_in_full():
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (LICENCES / "lgpl-3.txt").read_text("utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in (LICENCES / "gpl-3.txt").read_text("utf-8")


def test_the_project_says_its_own():
    assert project()["license"] == "MIT"
    assert (LICENCES / "sms-desk.txt").read_text("utf-8").startswith("MIT License")
    patterns = project()["license-files"]
    assert {path.name for pattern in patterns for path in ROOT.glob(pattern)} == {p.name for p in LICENCES.iterdir()}


def test_every_icon_is_used():
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "desktop_app" / "ui").rglob("*.py"))
    shipped = {path.stem for path in (ROOT / "resources" / "icons").glob("*.svg")}
    assert sorted(name for name in shipped if f'"{name}"' not in source) == []
