"""Bring the plural forms of English up to date with the source: python packaging/translations.py

English needs translations only where a number decides the form ("1 row", "2 rows"). Every text with `%n` or `%Ln` is
found in the source, also behind the wrappers that Qt's own lupdate cannot follow. Forms written before are kept, those
that miss are printed, and when none does `en.qm` is compiled.
"""

import ast
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "desktop_app"
TEXTS = ROOT / "resources" / "i18n" / "en.ts"
COMPILED = TEXTS.with_suffix(".qm")

Text = tuple[str, str]
"""Context and source text."""
Forms = tuple[str, str]
"""For one, and for any other number."""

WRAPPERS = {"tr": "Bulk", "said": "Words"}
"""Functions of ours that translate, and the context each looks in (ui/tabs/bulk/said.py, ui/words.py)."""


class Numerus(ast.NodeVisitor):
    """Texts of one module whose form depends on a number.

    Raises:
        ValueError: such a text stands where nobody would translate it.
    """

    def __init__(self, name: str) -> None:
        self.found: set[Text] = set()
        self._name = name
        self._class = ""

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """`self.tr` looks in the class's name."""
        outer, self._class = self._class, node.name
        self.generic_visit(node)
        self._class = outer

    def visit_Expr(self, node: ast.Expr) -> None:
        """A text alone is a docstring, for readers of the source."""
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """Take what a translating call is given; what `replace` looks for is no text."""
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in ("QT_TRANSLATE_NOOP", "translate") and len(node.args) > 1:
            self._take(str(getattr(node.args[0], "value", "")), node.args[1])
        elif isinstance(node.func, ast.Attribute) and name == "tr":
            self._take(self._class, node.args[0])
        elif name in WRAPPERS:
            self._take(WRAPPERS[name], node.args[0])
        elif name == "replace":
            self.visit(node.func)
        else:
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        """A text that no call translates."""
        if isinstance(node.value, str) and counts(node.value):
            raise ValueError(f"{self._name}:{node.lineno}: mark this with QT_TRANSLATE_NOOP: {node.value}")

    def _take(self, context: str, argument: ast.expr) -> None:
        texts = (part.value for part in ast.walk(argument) if isinstance(part, ast.Constant))
        self.found.update((context, text) for text in texts if isinstance(text, str) and counts(text))


def counts(text: str) -> bool:
    """Whether a text's form depends on a number."""
    return "%n" in text or "%Ln" in text


def needed(app: Path = APP) -> set[Text]:
    """Every text of the program that needs its forms."""
    found: set[Text] = set()
    for path in sorted(app.rglob("*.py")):
        numerus = Numerus(path.relative_to(app).as_posix())
        numerus.visit(ast.parse(path.read_text(encoding="utf-8")))
        found |= numerus.found
    return found


def written(path: Path = TEXTS) -> dict[Text, Forms]:
    """The forms in a .ts file; empty ones where they are missing."""
    return dict(_written(path)) if path.is_file() else {}


def _written(path: Path) -> Iterator[tuple[Text, Forms]]:
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            one, other = (form.text or "" for form in message.iter("numerusform"))
            yield (context.findtext("name", ""), message.findtext("source", "")), (one, other)


def write(forms: Mapping[Text, Forms], path: Path = TEXTS) -> None:
    """Write a .ts file, ordered, so that its changes can be read."""
    root = ET.Element("TS", version="2.1", language="en", sourcelanguage="en")
    for name in sorted({context for context, _ in forms}):
        context = ET.SubElement(root, "context")
        ET.SubElement(context, "name").text = name
        for (_, source), (one, other) in sorted(item for item in forms.items() if item[0][0] == name):
            message = ET.SubElement(context, "message", numerus="yes")
            ET.SubElement(message, "source").text = source
            translation = ET.SubElement(message, "translation", {} if one and other else {"type": "unfinished"})
            ET.SubElement(translation, "numerusform").text = one
            ET.SubElement(translation, "numerusform").text = other
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def compile_texts(source: Path = TEXTS, target: Path = COMPILED) -> None:
    """Compile a .ts file with Qt's lrelease.

    Raises:
        subprocess.CalledProcessError: lrelease refused it.
    """
    lrelease = Path(sys.executable).with_name("pyside6-lrelease")
    draft = target.with_suffix(".new.qm")
    subprocess.run([str(lrelease), "-silent", str(source), "-qm", str(draft)], check=True)
    draft.replace(target)  # a window that runs has the old one mapped, and would end if it changed under it


def main() -> int:
    """Update both files; 1 when forms are missing."""
    wanted, before = needed(), written()
    forms = {text: before.get(text, ("", "")) for text in wanted}
    write(forms)
    missing = sorted(text for text, (one, other) in forms.items() if not (one and other))
    for context, source in missing:
        print(f"missing: {context}: {source}")
    if not missing:
        compile_texts()
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
