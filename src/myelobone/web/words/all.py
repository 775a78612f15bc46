"""All words of the pages by key; a key that two files hold is an error when the clinic starts."""

from __future__ import annotations

from ...page.words import Lang
from .accounts import ACCOUNTS
from .api import API
from .common import COMMON
from .entries import ENTRIES
from .people import PEOPLE
from .pictures import PICTURES
from .screen import SCREEN
from .worklist import WORKLIST

Words = dict[str, tuple[str, str]]


def _together(*parts: Words) -> Words:
    found: Words = {}
    for part in parts:
        if twice := found.keys() & part.keys():
            raise ValueError(f"words written twice: {sorted(twice)}")
        found |= part
    return found


WORDS = _together(ACCOUNTS, API, COMMON, PEOPLE, PICTURES, ENTRIES, SCREEN, WORKLIST)


def say(key: str, lang: Lang, *parts: object) -> str:
    """The words of `key` with the parts in their places; raises KeyError for a key that is not one."""
    zh, en = WORDS[key]
    text = zh if lang == "zh" else en
    return text.format(*parts) if parts else text
