"""Whatever a file holds, loading ends in knowledge or in problems, never in a defect of ours."""

import re
from pathlib import Path

import pytest

from myelobone.language.load import load_folder
from myelobone.language.problems import Refused

from .made import GOOD, copy_of_good

FILES = sorted(path.relative_to(GOOD).as_posix() for path in GOOD.rglob("*.yaml"))
STRAYS = ["", "[]", "{}", "{a: {b: c}}", "[[x]]", "-1", "yes", "none", "'{'", "all", "latest x"]
EVERY = 17  # one place in so many is tried; all of them on demand


def values(text: str) -> list[tuple[int, int]]:
    """Where the values after `key: ` stand, up to the next comma, brace or line end."""
    found = re.finditer(r"(?<=: )[^,{}\[\]\n]+", text)
    return [match.span() for match in found]


def tried(folder: Path, path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    try:
        load_folder(folder)
    except Refused as refused:
        places = [problem.where for problem in refused.problems]
    else:
        places = ["none needed"]
    assert all(places)
    assert places


@pytest.mark.parametrize("file", FILES)
def test_a_stray_value_anywhere_is_at_most_refused(file: str, tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path / "edition")
    path = folder / file
    text = path.read_text("utf-8")
    places = values(text)
    for n in range(FILES.index(file) % EVERY, len(places) * len(STRAYS), EVERY):
        start, end = places[n // len(STRAYS)]
        tried(folder, path, text[:start] + STRAYS[n % len(STRAYS)] + text[end:])


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_empty_or_of_another_shape_is_at_most_refused(
    file: str, tmp_path: Path
) -> None:
    folder = copy_of_good(tmp_path / "edition")
    for text in ("", "# nothing yet\n", "[]", "{}", "text", "[1, [2], {a: b}]", "a: {b: {c: d}}"):
        tried(folder, folder / file, text)
