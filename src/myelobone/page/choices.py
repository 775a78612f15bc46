"""Choices on the page: the options with what speaks for and against each; none is preset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .layout import Line, Span
from .look import Look


def choices(look: Look) -> list[Line]:
    """Every choice that the guideline leaves to the doctor."""
    found = look.advice["choices"]
    lines = look.heading("choices") if found else []
    for choice in found:
        chosen = choice.get("chosen")
        head = [Span(look.label(choice["id"]), "head"), Span(f" {look.grounds(choice)}", "dim")]
        if chosen:
            head.insert(1, Span(f"  {look.word('chosen')} {look.label(chosen)}", "advise"))
        lines += look.lines(head, first=(Span("  "),), indent=4)
        if text := look.text(choice.get("text")):
            lines += look.lines([Span(text)], first=(Span("    "),), indent=4)
        for option in choice["options"]:
            lines += _option(look, option, chosen == option["id"])
    return lines


def _option(look: Look, option: Mapping[str, Any], chosen: bool) -> list[Line]:
    mark = "■" if chosen else "□"
    spans = [Span(look.text(option["label"]))]
    if option.get("dose"):
        spans.append(Span(f"  {look.text(option['dose']['display'])}", "dose"))
    if option.get("needs_reason"):
        spans.append(Span(f"  {look.word('needs_reason')}", "dim"))
    if option.get("cites"):
        spans.append(Span(f" {look.grounds(option)}", "dim"))
    lines = look.lines(spans, first=(Span(f"    {mark} "),), indent=8)
    for side in ("for", "against"):
        for text in option.get(side) or ():
            if look.text(text) in look.told and not look.full:
                continue  # it stands beside the agent
            words = f"{look.word(side)}{look.colon}{look.text(text)}"
            lines += look.lines([Span(words, "dim")], first=(Span("      "),), indent=8)
    return lines
