"""Which edition spoke and how far it may be trusted: its name, whether it is sealed, whether it is signed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .words import Lang, word


def standing(knowledge: Mapping[str, Any], lang: Lang) -> str:
    """An advice's `knowledge` in a few words: `mbd-2024 0.1.0 (working copy), not clinically signed off`."""
    copy = "" if knowledge.get("sealed") else word("working_copy", lang)
    bracketed = copy and (f"（{copy}）" if lang == "zh" else f" ({copy})")
    comma = "，" if lang == "zh" else ", "
    state = word(f"review.{knowledge['review']}", lang)
    return f"{knowledge['id']} {knowledge['version']}{bracketed}{comma}{state}"
