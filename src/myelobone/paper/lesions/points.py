"""The file of points, `skeleton.yaml`, as data."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct, field


class Shape(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of the file; the file's head says what each key means."""

    kind: str = "bone"
    site: str | None = None
    sites: tuple[str, ...] = ()
    at: str | None = None
    whole: str | None = None
    half: bool | str = False
    closed: bool | str = False
    dots: str | None = None
    rods: str | None = None
    arcs: str | None = None
    spine: str | None = None
    from_: str | None = field(default=None, name="from")
    to: str | None = None
    same: str | None = None


class Arcs(Struct, frozen=True, forbid_unknown_fields=True):
    """Centre lines of the arcs of the chest from the first down, and their half widths."""

    width: dict[str, float]
    back: tuple[str, ...]
    front: tuple[str, ...]
    cartilage: tuple[str, ...]


class Whole(Struct, frozen=True, forbid_unknown_fields=True):
    """A site made of others, and the one at which its marker stands."""

    of: tuple[str, ...]
    at: str


class Name(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name beside the views and the points that it leads to."""

    site: str
    front: str | None = None
    back: str | None = None


class File(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    front: tuple[Shape, ...]
    back: tuple[Shape, ...]
    arcs: Arcs
    vertebrae: dict[str, tuple[float, float, float]]
    templates: dict[str, dict[str, tuple[Shape, ...]]]
    side: dict[str, tuple[float, float, float, float, float]]
    side_end: tuple[Shape, ...]
    wholes: dict[str, Whole]
    behind: tuple[str, ...]
    midline: tuple[str, ...]
    anchors: dict[str, dict[str, str]]
    labels: tuple[Name, ...]


@cache
def read() -> File:
    """The file of points."""
    import yaml

    raw = files(__package__).joinpath("skeleton.yaml").read_text(encoding="utf-8")
    return msgspec.convert(
        yaml.load(raw, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)), File
    )
