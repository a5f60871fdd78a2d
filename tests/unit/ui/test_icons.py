"""Icons exist, take their colour from the token, and are sharp."""

import re
from pathlib import Path

import pytest

from desktop_app.paths import resources
from desktop_app.ui import icons

SOURCE = Path(icons.__file__).parent


def named_icons():
    """Icon names as the code writes them: icon="..." arguments and first words of Icon(...), IconTile(...)."""
    pattern = re.compile(r"(?:icon|trailing|button_icon|help_icon)=\"([a-z0-9-]+)\"|Icon(?:Tile)?\(\"([a-z0-9-]+)\"")
    for path in SOURCE.rglob("*.py"):
        for match in pattern.finditer(path.read_text(encoding="utf-8")):
            name = match.group(1) or match.group(2)
            if name != "-":
                yield name


def test_every_icon_named_in_the_window_is_shipped():
    shipped = {path.stem for path in (resources() / "icons").glob("*.svg")}
    assert sorted(set(named_icons()) - shipped) == []


def test_an_icon_has_the_colour_asked_for(qapp):
    drawn = icons.pixmap("check", "#D0382D", 16, 2.0).toImage()
    assert (drawn.width(), drawn.height()) == (32, 32)
    colours = {
        drawn.pixelColor(x, y).name() for x in range(32) for y in range(32) if drawn.pixelColor(x, y).alpha() == 255
    }
    assert colours == {"#d0382d"}


def test_an_unknown_icon_is_a_bug(qapp):
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no-such-icon", "#000000", 16)


def test_licences_come_with_what_they_cover():
    licences = resources() / "licences"
    assert "SIL OPEN FONT LICENSE" in (licences / "inter-ofl.txt").read_text(encoding="utf-8")
    lucide = (licences / "lucide.txt").read_text(encoding="utf-8")
    assert "ISC License" in lucide
    assert "Cole Bemis" in lucide
