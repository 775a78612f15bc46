"""What was measured as tables in Markdown: ratios first, goals beside what was reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .advice import GOAL, PLAN, WHOLE, Part
from .clock import Timing, short
from .decisions import CQL, Contest, Lap
from .growth import Curve
from .peers.ours import OURS, OURS_READING

MISSED, MET = "**missed**", "met"


def decisions(contest: Contest) -> str:
    """One contest: time of a decision, and how many times ours each engine takes."""
    ready, reading = _ours(contest)
    rows = [
        (
            lap.name + ("" if lap.headline else " (not for quoting)"),
            "plain Python" if lap.reads else "made ready",
            short(lap.seconds.best),
            short(lap.seconds.median),
            f"{lap.seconds.best / ready:.2f}",
            f"{lap.seconds.best / reading:.2f}",
        )
        for lap in sorted(contest.laps, key=lambda lap: lap.seconds.best)
    ]
    head = (
        "engine",
        "facts handed over",
        "best",
        "median",
        "times ours, ready",
        "times ours, plain",
    )
    left_out = "".join(f"\n\nLeft out: {each.name} ({each.why})." for each in contest.missing)
    return _table(head, rows) + left_out


def parts(found: Iterable[Part]) -> str:
    """The way from a record to its advice, part by part."""
    rows = [(part.name, short(part.median), short(part.p99)) for part in found]
    return _table(("part", "median", "p99"), rows)


def cold(found: Mapping[str, Timing]) -> str:
    """Cold commands beside a bare Python."""
    bare = next(iter(found.values())).best
    rows = [
        (f"`{name}`", short(each.best), short(each.median), f"{each.best / bare:.1f}")
        for name, each in found.items()
    ]
    return _table(("command", "best", "median", "times a bare Python"), rows)


def growth(curves: Iterable[tuple[str, Curve]]) -> str:
    """Every curve: smallest and largest size, and the exponent between the largest sizes."""
    rows = [
        (
            f"{curve.name}, by {sizes}",
            f"{short(curve.seconds[0])} at {curve.sizes[0]:,}",
            f"{short(curve.seconds[-1])} at {curve.sizes[-1]:,}",
            f"{curve.exponent:.2f}",
        )
        for sizes, curve in curves
    ]
    return _table(("what", "smallest", "largest", "exponent"), rows)


def goals(
    small: Contest, large: Contest, way: Sequence[Part], commands: Mapping[str, Timing]
) -> str:
    """Every goal beside what this run reached."""
    ready = _ours(large)[0]
    hundred = 100 * ready
    medians = {part.name: part.median for part in way}
    explained, planned = medians[GOAL], medians[PLAN]
    advised = commands["myelobone advise"].best
    rows = [
        ("100 rules, facts given", "<= 40 us", short(hundred), _verdict(hundred <= 40e-6)),
        ("record to explanation, median", "<= 1 ms", short(explained), _verdict(explained <= 1e-3)),
        ("cold `advise`", "<= 0.4 s", short(advised), _verdict(advised <= 0.4)),
    ]
    for contest in (small, large):
        rows += [
            _peer_goal(contest, "zen-engine", 15),
            _peer_goal(contest, CQL, 10),
            _peer_goal(contest, "datalogic-py", 1.5),
        ]
    rows.append(
        ("two-year plan, warm, median", "<= 3 ms", short(planned), _verdict(planned <= 3e-3))
    )
    whole, slowest = medians[WHOLE], max(part.p99 for part in way if part.name == WHOLE)
    rows += [  # docs/decisions/0012: what the real knowledge is held to
        ("budget: a whole advice, median", "<= 50 ms", short(whole), _verdict(whole <= 50e-3)),
        ("budget: a whole advice, p99", "<= 200 ms", short(slowest), _verdict(slowest <= 0.2)),
        ("budget: two-year plan, median", "<= 60 ms", short(planned), _verdict(planned <= 60e-3)),
    ]
    return _table(("goal", "target", "reached", ""), rows)


def _peer_goal(contest: Contest, name: str, times: float) -> tuple[str, str, str, str]:
    """Like beside like: the peer's best form against ours with facts handed over the same way."""
    ready, reading = _ours(contest)
    ratios = [
        lap.seconds.best / (reading if lap.reads else ready)
        for lap in contest.laps
        if lap.name.startswith(name) and lap.headline
    ]
    what = f"{name}'s best form, {contest.work.name}"
    target = f">= {times:g} times ours"
    if not ratios:
        return what, target, "not measured", "left out"
    return what, target, f"{min(ratios):.2f}", _verdict(min(ratios) >= times)


def _ours(contest: Contest) -> tuple[float, float]:
    found: dict[str, Lap] = {lap.name: lap for lap in contest.laps}
    return found[OURS].seconds.best, found[OURS_READING].seconds.best


def _verdict(met: bool) -> str:
    return MET if met else MISSED


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
