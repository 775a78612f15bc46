"""Files are small, documented, listed by their folder, and speak of the project alone."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from .repository import ROOT, SOURCE, files, name

LINES = 300
# Longer than a page should be, each with its reason and the length that it must not pass.
LONGER = {
    "src/myelobone/language/model.py": ("the shape of all knowledge, read as one page", 490),
    "src/myelobone/language/tree.py": ("the typed tree of the whole grammar", 305),
    "src/myelobone/language/kinds.py": ("the kind and unit of every expression, case by case", 315),
    "src/myelobone/language/sheet.py": (
        "how each shape of a file is read, one method a shape",
        345,
    ),
}
STRANGERS = re.compile(r"/(?:work|root|home|tmp)/\w", re.IGNORECASE)  # paths of one machine
README_OPTIONAL = {"good", "bad"}  # folders of fixtures


def test_no_file_holds_two_things() -> None:
    found = {
        name(path): length
        for path in files(".py", ".lark")
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > LINES
    }
    assert {path for path in found if path not in LONGER} == set()
    assert {path: n for path, n in found.items() if n > LONGER[path][1]} == {}
    assert set(LONGER) <= set(found), "a file has become short enough to leave the list"


def test_the_repository_speaks_of_the_project_alone() -> None:
    found = []
    for path in files():
        if path == Path(__file__).resolve():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if STRANGERS.search(line):
                found.append(f"{name(path)}:{number}: {line.strip()[:80]}")
    assert found == []


def test_pinned_requirements_hold_hashes_and_no_address() -> None:
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"https?:|//|index|find-links|\bgit\+", text), name(path)
        pins = re.findall(r"^[a-z].*?(?=^[a-z]|\Z)", text, re.MULTILINE | re.DOTALL)
        assert pins
        assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_the_pinned_core_is_what_the_project_declares() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = (ROOT / "requirements" / "core.in").read_text(encoding="utf-8").splitlines()
    assert sorted(line for line in listed if not line.startswith("#")) == sorted(
        project["dependencies"]
    )


def test_every_dependency_is_accounted_for() -> None:
    accounted = (
        (ROOT / "docs" / "decisions" / "dependencies.md").read_text(encoding="utf-8").lower()
    )
    named = set()
    for path in (ROOT / "requirements").glob("*.in"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r")):
                named.add(re.split(r"[<>=[]", line)[0].lower())
    assert {dependency for dependency in named if dependency not in accounted} == set()


def folders() -> list[Path]:
    return sorted(
        {path.parent for path in files(".py", ".md", ".yaml", ".lark") if path.parent != ROOT}
    )


@pytest.mark.parametrize("folder", folders(), ids=name)
def test_the_readme_of_a_folder_lists_its_files(folder: Path) -> None:
    readme = next(
        (
            each / "README.md"
            for each in (folder, *folder.parents)
            if (each / "README.md").is_file()
        ),
        None,
    )
    assert readme is not None
    if readme.parent != folder:  # a parent's page speaks for the whole folder
        if readme.parent != ROOT and folder.name not in README_OPTIONAL:
            assert folder.relative_to(readme.parent).parts[0] in readme.read_text(encoding="utf-8")
        return
    text = readme.read_text(encoding="utf-8")
    own = [p.name for p in files(".py", ".md", ".lark", ".txt", ".sh") if p.parent == folder]
    missing = [
        each
        for each in own
        if each not in text and each not in ("README.md", "__init__.py", "conftest.py")
    ]
    assert missing == []


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=name)
def test_every_module_says_what_lives_in_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if not text.strip():
        assert path.name == "__init__.py"
        return
    assert ast.get_docstring(ast.parse(text)), "no module docstring"


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=name)
def test_every_public_function_and_class_is_documented(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    public = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    assert [node.name for node in public if not ast.get_docstring(node)] == []
