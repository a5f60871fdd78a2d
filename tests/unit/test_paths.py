import stat
import sys
from pathlib import Path

import pytest

from desktop_app.paths import DataFolder, default_data_folder, private_temporary, resources

posix = pytest.mark.skipif(sys.platform == "win32", reason="access lists there, not modes")


@posix
def test_private_whatever_it_was(tmp_path: Path) -> None:
    root = tmp_path / "a" / "b"
    root.mkdir(parents=True, mode=0o755)
    folder = DataFolder(root)
    folder.prepare()
    for path in (folder.root, folder.logs, folder.plans):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700


@posix
def test_a_folder_everybody_may_write_to_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    with pytest.raises(PermissionError):
        DataFolder(tmp_path).prepare()


def test_long_folders_get_no_socket(tmp_path: Path) -> None:
    assert DataFolder(Path("/x")).socket == Path("/x/owner.sock")
    assert DataFolder(tmp_path / ("d" * 90)).socket is None


def test_default_is_the_persons_own() -> None:
    assert "desk" in default_data_folder().root.name.lower()


def test_temporary_folder_is_private() -> None:
    folder = private_temporary("test")
    assert sys.platform == "win32" or stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.rmdir()


def test_resources_are_found() -> None:
    assert (resources() / "icons").is_dir()
