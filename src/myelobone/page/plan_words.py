"""What a dated item is called on the page, and its amount."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .look import Look

Item = Mapping[str, Any]


def what(look: Look, group: Sequence[Item]) -> str:
    """The agent, modality, or things measured; a hold by what it does."""
    item = group[0]
    if item["kind"] == "dose" and item.get("agent"):
        return look.label(item["agent"])
    if item["kind"] == "imaging" and item.get("modality"):
        return look.label(item["modality"])
    if item["kind"] == "hold":
        return f"{look.word('held')}{look.colon}{look.labels(item['holds'])}"
    if item["kind"] in ("monitor", "dental"):
        return look.terms(each["what"] for each in group)
    return look.labels(each["what"] for each in group)


def amount(look: Look, item: Item) -> str:
    """The amount or range with its unit, or nothing."""
    unit = look.unit(item.get("unit"))
    per = f"/{item['per']}" if item.get("per") else ""
    if item.get("amount") is not None:
        return f"{item['amount']:g} {unit}{per}".strip()
    if item.get("low") is not None and item.get("high") is not None:
        return f"{item['low']:g}–{item['high']:g} {unit}{per}".strip()
    return ""
