"""Questions on the page: what is missing and what it would change, the most telling first."""

from __future__ import annotations

from .layout import Line, Span
from .look import MARKS, Look


def questions(look: Look) -> list[Line]:
    """Every question of the advice, in the advice's order."""
    found = look.advice["questions"]
    lines = look.heading("questions") if found else []
    for question in found:
        label = look.label(question["fact"])
        spans = [Span(label, "head")]
        text = look.text(question.get("text"))
        if text and text.rstrip("。.?？") != label:
            spans.append(Span(f"  {text}"))
        if why := look.why(question.get("why")):
            spans.append(Span(f"  {why}", "dim"))
        if question.get("with"):
            others = look.labels(question["with"])
            spans.append(Span(f"  {look.word('together_with')} {others}", "dim"))
        lines += look.lines(spans, first=look.mark(MARKS["ask"], "ask"), indent=3)
        changes = dict.fromkeys(look.output(path) for path in question["would_change"])
        if changes:
            words = f"{look.word('would_change')}{look.colon}{look.separator.join(changes)}"
            lines += look.lines([Span(words, "dim")], first=(Span("   "),), indent=5)
    return lines
