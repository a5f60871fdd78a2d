"""Rules of the source that no ready-made checker knows (stack.md 0.3, ARCHITECTURE's habits, reliability.md 5)."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APP = ROOT / "desktop_app"
LONGEST, LINES_ARE_ENOUGH = 330, 300

FORBIDDEN = {
    "a nested loop poisons other tasks: open() and finished": r"\.exec_?\(|(?<![\w.])exec\(",
    "a nested loop": r"\bprocessEvents\b",
    "its tasks are held weakly: plain slot and Tasks": r"\basyncSlot\b",
    "it spins at full speed": r"\basyncClose\b",
    "a static dialog is a nested loop": (
        r"\bQMessageBox\.(question|information|warning|critical|about)\("
        r"|\bQFileDialog\.get\w+\(|\bQInputDialog\.get\w+\(|\bQColorDialog\.getColor\(|\bQFontDialog\.getFont\("
    ),
    "text from outside is plain text": r"\bsetHtml\b|\bQTextBrowser\b|\binsertHtml\b|\btoHtml\b",
    "a test cannot see it: Tasks.later": r"\bQTimer\.singleShot\b",
    "loads code": r"\bpickle\b|\bshell=True\b|\byaml\.load\b|(?<![\w.])eval\(",
    "unfinished": r"\b(TODO|FIXME|XXX|HACK)\b",
}
ALLOWED = {  # pattern's reason -> file: why
    ("a nested loop poisons other tasks: open() and finished", "app.py"): "the one loop",
    ("a nested loop poisons other tasks: open() and finished", "session_end.py"): "begun by Qt, never by a task",
}
MACHINE = {
    "a path of somebody's machine": r"/home/\w+/|/Users/\w+/|/root/|C:\\Users\\\w+|/tmp/\w+\.\w+",
    "a registry's host": r"pypi\.org|pythonhosted\.org|index-url|find-links|registry\.npmjs|pypi/simple",
}
WITHOUT = {".png", ".ttf", ".otf", ".xlsx", ".xls", ".xlsb", ".ods", ".ico", ".icns", ".woff2", ".qm", ".db", ".gz"}


def code(path: Path) -> str:
    """The file without what people read: comments and docstrings."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r'"""(?:.|\n)*?"""', lambda found: "\n" * found.group().count("\n"), text)
    return re.sub(r"(?m)#.*$", "", text)


def findings(text: str, rules: dict[str, str]) -> Iterator[tuple[str, int]]:
    for reason, pattern in rules.items():
        for found in re.finditer(pattern, text):
            yield reason, text.count("\n", 0, found.start()) + 1


OURS = {  # file, name in a statement: why it holds nothing from outside
    ("moves.py", "condition"): "callers of ids_where are held to the same rule",
    ("recovery.py", "states"): "two fixed lists",
    ("campaigns.py", "where"): "_filter joins fixed conditions, its values are bound",
    ("campaigns.py", "order"): "one of three fixed orders",
    ("rescue.py", "table"): "tables of this version's own empty database, not of the damaged one",
    ("rescue.py", "order"): "their keys",
    ("rescue.py", "places"): "question marks",
}
STATEMENT_AT = {"execute": 0, "executemany": 0, "executescript": 0, "ids_where": 1}
"""Which argument of a call is a statement or a part of one."""


def composed_sql(text: str, file: str = "") -> Iterator[int]:
    """Lines where a statement is put together from anything but our own CONSTANTS, whole numbers (`:d`) and OURS."""
    for node in ast.walk(ast.parse(text)):
        statement = statement_in(node)
        if statement is not None and not all(is_fixed(part, file) for part in ast.walk(statement)):
            yield statement.lineno


def statement_in(node: ast.AST) -> ast.expr | None:
    """The statement that a call runs, or that is laid ready under the name `sql`."""
    if isinstance(node, ast.Assign):
        return node.value if any(ast.unparse(target) == "sql" for target in node.targets) else None
    if not isinstance(node, ast.Call):
        return None
    at = STATEMENT_AT.get(node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""))
    return node.args[at] if at is not None and len(node.args) > at else None


def is_fixed(part: ast.AST, file: str) -> bool:
    if isinstance(part, ast.FormattedValue):
        return is_ours(part, file)
    if isinstance(part, ast.BinOp | ast.Call):
        leaves = (leaf for leaf in ast.walk(part) if isinstance(leaf, ast.Constant))
        return not any(isinstance(leaf.value, str) for leaf in leaves)
    return True


def is_ours(part: ast.FormattedValue, file: str) -> bool:
    whole_number = part.format_spec is not None and ast.unparse(part.format_spec) in ("f'd'", "'d'")
    name = part.value.attr if isinstance(part.value, ast.Attribute) else getattr(part.value, "id", "")
    return whole_number or name.isupper() or (file, name) in OURS


def test_values_go_into_sql_as_parameters() -> None:
    bad = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sources()
        for line in composed_sql(path.read_text(encoding="utf-8"), path.name)
    ]
    assert not bad, "\n".join(bad)


@pytest.mark.parametrize(
    "line",
    [
        'db.execute(f"SELECT * FROM {table}")',
        "db.execute('SELECT * FROM ' + table)",
        "db.execute('SELECT %s' % table)",
        "db.execute('SELECT {}'.format(table))",
        'db.execute(f"SELECT {row.name}")',
        'sql = f"SELECT {row.name}"',
        'ids_where(db, f"name = {name}", ())',
    ],
)
def test_composed_statements_are_caught(line: str) -> None:
    assert list(composed_sql(line))


@pytest.mark.parametrize(
    "line",
    [
        "db.execute('SELECT 1 WHERE id = ?', (i,))",
        'db.execute(f"SELECT {COLUMNS} FROM outgoing")',
        'db.execute(f"PRAGMA user_version = {step.number:d}")',
        "db.execute(statement)",
        "db.execute(INSERT, (name + 'x',))",
    ],
)
def test_fixed_statements_pass(line: str) -> None:
    assert not list(composed_sql(line))


def sources() -> list[Path]:
    return sorted(APP.rglob("*.py"))


def committed() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\0")
    names = [ROOT / name for name in listed if name] or [*ROOT.glob("*.*"), *APP.rglob("*.py")]
    return [path for path in names if path.is_file() and path.suffix not in WITHOUT]


def test_nothing_forbidden() -> None:
    bad = [
        f"{path.relative_to(ROOT)}:{line}: {reason}"
        for path in sources()
        for reason, line in findings(code(path), FORBIDDEN)
        if (reason, path.name) not in ALLOWED
    ]
    assert not bad, "\n".join(bad)


def test_unfinished_words_hide_in_no_comment() -> None:
    bad = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sources()
        for _, line in findings(path.read_text(encoding="utf-8"), {"": FORBIDDEN["unfinished"]})
    ]
    assert not bad, "\n".join(bad)


@pytest.mark.parametrize(
    "line",
    [
        "dialog.exec()",
        "menu.exec_(pos)",
        "QApplication.processEvents()",
        "@asyncSlot()",
        "if QMessageBox.question(self, 'a', 'b'):",
        "name = QFileDialog.getOpenFileName(self)",
        "label.setHtml(text)",
        "QTimer.singleShot(0, go)",
    ],
)
def test_the_rules_catch(line: str) -> None:
    assert list(findings(line, FORBIDDEN))


@pytest.mark.parametrize("line", ["executor.submit(f)", "db.execute('SELECT 1 WHERE id = ?', (i,))", "re_exec(x)"])
def test_the_rules_let_pass(line: str) -> None:
    assert not list(findings(line, FORBIDDEN))


def test_no_file_names_a_machine_or_a_registry() -> None:
    bad = [
        f"{path.relative_to(ROOT)}:{line}: {reason}"
        for path in committed()
        if path != Path(__file__)
        for reason, line in findings(path.read_text(encoding="utf-8", errors="replace"), MACHINE)
    ]
    assert not bad, "\n".join(bad)


def test_files_stay_small() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    long = {path.relative_to(ROOT): count for path, count in lengths.items() if count > LINES_ARE_ENOUGH}
    for path, count in long.items():
        print(f"{path}: {count} lines; past {LINES_ARE_ENOUGH} a file is two things")
    assert not [path for path, count in long.items() if count > LONGEST], long


def test_no_module_is_named_for_nothing() -> None:
    vague = {"util", "utils", "helper", "helpers", "common", "manager", "misc"}
    assert not [path for path in sources() if path.stem in vague or path.parent.name in vague]


def test_root_holds_what_the_architecture_says() -> None:
    shown = {
        path.relative_to(ROOT).parts[0] for path in committed() if not path.relative_to(ROOT).parts[0].startswith(".")
    }
    assert shown <= {"pyproject.toml", "README.md", "desktop_app", "resources", "tests", "packaging"}


def test_packaging_is_no_package() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()  # it would hide the library of that name
