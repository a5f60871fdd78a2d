"""English has both forms of every text that depends on a number, in the file that the window loads."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
TO_DO = "run python packaging/translations.py and write the missing forms"


@pytest.fixture(scope="module")
def translations() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations", ROOT / "packaging" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_text_has_its_forms_and_none_is_left_over(translations):
    assert translations.needed() == set(translations.written()), TO_DO


def test_one_and_many_are_both_written(translations):
    empty = [text for text, (one, other) in translations.written().items() if not one or not other]
    assert not empty, TO_DO


def test_the_forms_keep_what_is_filled_in(translations):
    for (_, source), (one, other) in translations.written().items():
        assert other == source
        for place in ("{file}", "{name}", "{phone}", "{sms}", "{people}"):
            assert (place in one) == (place in source)


def test_the_compiled_file_is_that_of_the_source(translations, tmp_path):
    translations.compile_texts(target=tmp_path / "en.qm")
    assert (tmp_path / "en.qm").read_bytes() == translations.COMPILED.read_bytes(), TO_DO


def test_the_file_is_written_as_the_script_writes_it(translations, tmp_path):
    translations.write(translations.written(), tmp_path / "en.ts")
    assert (tmp_path / "en.ts").read_text("utf-8") == translations.TEXTS.read_text("utf-8"), TO_DO


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("class Card(QLabel):\n    def f(self): self.tr('%Ln rows', '', 2)", {("Card", "%Ln rows")}),
        ("tr('%Ln rows' if all else 'No row', 2)", {("Bulk", "%Ln rows")}),
        ("said('%n rows', 2)", {("Words", "%n rows")}),
        ("WORDS = QT_TRANSLATE_NOOP('Bulk', '%Ln rows')", {("Bulk", "%Ln rows")}),
        ("text.replace('%Ln', number(2))", set()),
        ('"""A docstring about %Ln."""', set()),
    ],
)
def test_texts_are_found_in_their_context(translations, tmp_path, source, found):
    (tmp_path / "part.py").write_text(source)
    assert translations.needed(tmp_path) == found


def test_a_text_nobody_would_translate_is_an_error(translations, tmp_path):
    (tmp_path / "part.py").write_text("WORDS = '%Ln rows'")
    with pytest.raises(ValueError, match=r"part.py:1"):
        translations.needed(tmp_path)
