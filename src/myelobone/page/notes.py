"""The smaller parts of the page: orders, margins, lesions, assumptions, problems, every rule."""

from __future__ import annotations

from .layout import Line, Span
from .look import Look

VERDICTS = {"stopped": ("▲", "stop"), "query": ("◆", "caution"), "undetermined": ("？", "ask")}
ANSWERS = {"fires": "●", "asks": "？", "quiet": "·"}


def orders(look: Look) -> list[Line]:
    """Each order with its verdict."""
    found = look.advice["orders"]
    lines = look.heading("orders") if found else []
    for order in found:
        mark, style = VERDICTS.get(order["verdict"], ("●", "advise"))
        agent = look.label(order["agent"]) if order.get("agent") else order["entry"]
        spans = [
            Span(look.word(order["verdict"]), style),
            Span(f"  {agent} {order.get('on') or ''}"),
        ]
        if order.get("order_dose"):
            spans.append(Span(f"  {look.text(order['order_dose']['display'])}", "dose"))
        lines += look.lines(spans, first=look.mark(mark, style), indent=3)
        for finding in order.get("findings", ()):
            words = [Span(look.text(finding["text"])), Span(f" {look.grounds(finding)}", "dim")]
            lines += look.lines(words, first=(Span("   "),), indent=5)
    return lines


def margins(look: Look) -> list[Line]:
    """Values so near a limit that the error of the measurement reaches it."""
    found = look.advice["margins"]
    lines = look.heading("margins") if found else []
    for margin in found:
        changes = look.semicolon.join(
            dict.fromkeys(look.output(path) for path in margin["would_change"])
        )
        limit = f"{margin['threshold']:g} {look.unit(margin.get('unit'))}".strip()
        value = f"{look.fact_label(margin['fact'])} {look.fact(margin['fact'])}"
        spans = [
            Span(f"{value}{look.comma}{look.word('limit')} {limit}{look.colon}"),
            Span(look.text(margin.get("flips_at"))),
            Span(f"{look.comma}{look.word('would_change')} {changes}" if changes else "", "dim"),
        ]
        lines += look.lines(spans, first=(Span("  "),), indent=4)
    return lines


def lesions(look: Look) -> list[Line]:
    """The lesions of the record."""
    found = look.advice["lesions"]
    lines = look.heading("lesions") if found else []
    for lesion in found:
        parts = [look.label(lesion["kind"]), look.label(lesion["site"] or "unknown")]
        if lesion.get("size") is not None:
            parts.append(f"{lesion['size']:g} mm")
        unknown = lesion["status"] == "unknown"
        parts.append(look.word("not_compared") if unknown else look.label(lesion["status"]))
        look.cited.update(dict.fromkeys(lesion.get("counts_for") or ()))
        counts = f"  [{', '.join(lesion['counts_for'])}]" if lesion.get("counts_for") else ""
        spans = [Span(f"{lesion['n']}  {' '.join(parts)}"), Span(counts, "dim")]
        lines += look.lines(spans, first=(Span("  "),), indent=5)
    return lines


def assumed(look: Look) -> list[Line]:
    """What the record does not say and how the knowledge reads that, one line a reading of silence."""
    found = look.advice["assumed"]
    lines = look.heading("assumed") if found else []
    groups: dict[str, list[str]] = {}
    for each in found:
        reason = look.text(each["because"])
        bracketed = f"（{reason}）" if look.lang == "zh" else f" ({reason})"
        name = look.term(each["what"]) + (bracketed if look.full else "")
        groups.setdefault(look.label(each["value"]), []).append(name)
    for value, names in groups.items():
        words = look.separator.join(dict.fromkeys(names))
        lines += look.lines(
            [Span(f"{value}{look.colon}"), Span(words)], first=(Span("  "),), indent=4
        )
    return lines


def problems(look: Look) -> list[Line]:
    """What the record holds that could not be used, with place, found and allowed."""
    found = look.advice["problems"]
    lines = look.heading("problems") if found else []
    for problem in found:
        spans = [Span(problem["where"], "head"), Span(f"  {look.text(problem['message'])}")]
        spans += [
            Span(f"  {look.word(key)}{look.colon}{problem[key]}")
            for key in ("found", "allowed", "nearest")
            if problem.get(key) is not None
        ]
        spans.append(Span(f"  [{problem['code']}]", "dim"))
        lines += look.lines(spans, first=look.mark("◆", "caution"), indent=3)
    return lines


def rules(look: Look) -> list[Line]:
    """Every rule and its answer, when all rules were asked for."""
    found = look.advice.get("rules") or []
    lines = look.heading("rules") if found else []
    for rule in found:
        mark = ANSWERS[rule["answer"]]
        spans = [Span(rule["id"]), Span(f"  {look.word(rule['answer'])}", "dim")]
        lines += look.lines(spans, first=look.mark(mark), indent=3)
    return lines
