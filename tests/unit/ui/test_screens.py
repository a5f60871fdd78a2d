"""Every registered state can be brought up and drawn, in both themes and sizes (long: `--full`)."""

import pytest
from PySide6.QtGui import QImage

from desktop_app.ui.show import STATES
from tests.screens import SIZES, take


@pytest.mark.full
def test_pictures_of_every_state(qapp, tmp_path):
    names = list(STATES)
    assert take(qapp, tmp_path, names) == len(names) * 2 * len(SIZES)
    blank = []
    for picture in sorted(tmp_path.glob("*.png")):
        small = QImage(str(picture)).scaled(64, 32)
        if len({small.pixel(x, y) for x in range(64) for y in range(32)}) < 8:
            blank.append(picture.name)
    assert blank == []
