"""`python -m benchmarks`: measures everything in one run and prints it; `--write` keeps it in the documents."""

from __future__ import annotations

import argparse
import re
from functools import cached_property
from pathlib import Path

from myelobone import load_knowledge
from myelobone.decide.program import program_of

from . import advice, chart, clock, commands, decisions, growth, report, work

ROOT = Path(__file__).parents[1]
KNOWLEDGE = ROOT / "knowledge" / "mbd-2024"
PAGE = ROOT / "docs" / "benchmarks.md"
PICTURE = ROOT / "docs" / "benchmarks-growth.svg"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
SERIES = ("creatinine_clearance", "corrected_calcium", "current_bone_agent")


def main() -> None:
    """Measures, prints, and with `--write` puts the tables between the marks of docs/benchmarks.md."""
    options = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    options.add_argument(
        "--write", action="store_true", help="keep the tables and the plot in docs/"
    )
    options.add_argument("--quick", action="store_true", help="few passes: to see that it runs")
    options.add_argument("--only", choices=ONE, help="one part alone, printed and not kept")
    chosen = options.parse_args()
    run = Measured(1 if chosen.quick else 5)
    if chosen.only:
        print("\n\n".join(f"### {head}\n{body}" for head, body in ONE[chosen.only](run)))
        return
    text, picture = everything(run)
    print(text)
    if chosen.write:
        page = PAGE.read_text(encoding="utf-8")
        marked = re.compile(re.escape(BEGIN) + ".*" + re.escape(END), re.DOTALL)
        PAGE.write_text(marked.sub(lambda _: f"{BEGIN}\n{text}\n{END}", page), encoding="utf-8")
        PICTURE.write_text(picture, encoding="utf-8")


class Measured:
    """One run; each part is measured when it is first asked for."""

    def __init__(self, passes: int) -> None:
        self.passes = passes
        self.knowledge = load_knowledge(KNOWLEDGE)
        self.words = work.Words(program_of(self.knowledge))
        self.people = advice.worked_patients(KNOWLEDGE)

    @cached_property
    def contests(self) -> tuple[decisions.Contest, decisions.Contest]:
        """Decisions with facts given: three, and every rule."""
        return (
            decisions.contest(work.three(self.knowledge, self.words), 8 * self.passes),
            decisions.contest(work.everything(self.knowledge, self.words), 2 * self.passes),
        )

    @cached_property
    def way(self) -> list[advice.Part]:
        """Record to advice, part by part; the plan and the series of some patients."""
        some = self.people[::10]
        return [
            *advice.parts(self.knowledge, self.people, min(self.passes, 3)),
            advice.plan_part(self.knowledge, some),
            advice.series_part(self.knowledge, some, SERIES),
        ]

    @cached_property
    def processes(self) -> dict[str, clock.Timing]:
        """Cold commands."""
        return commands.cold(4 * self.passes)

    @cached_property
    def panels(self) -> tuple[tuple[str, str, list[growth.Curve]], ...]:
        """Growth: title, what is counted, curves."""
        known, people, passes = self.knowledge, self.people, self.passes
        orders = growth.by_orders(known, people, min(passes, 2))
        return (
            ("Time by entries of the record", "entries", growth.by_entries(known, people, passes)),
            ("Time by orders", "orders", [orders]),
            ("Time by rules", "rules", growth.by_rules(known, people, passes)),
        )


Sections = list[tuple[str, str]]


def _decisions(run: Measured) -> Sections:
    small, large = run.contests
    return [
        (_decided("Three decisions", small), report.decisions(small)),
        (_decided("Every rule", large), report.decisions(large)),
    ]


def _advice(run: Measured) -> Sections:
    return [(f"Record to advice ({len(run.people)} records)", report.parts(run.way))]


def _commands(run: Measured) -> Sections:
    return [("Cold commands", report.cold(run.processes))]


def _growth(run: Measured) -> Sections:
    curves = [(sizes, curve) for _, sizes, curves in run.panels for curve in curves]
    return [("Growth", report.growth(curves))]


ONE = {"decisions": _decisions, "advice": _advice, "commands": _commands, "growth": _growth}


def everything(run: Measured) -> tuple[str, str]:
    """All tables in one text, and the plot of growth."""
    start = clock.machine()
    sections = [section for part in ONE.values() for section in part(run)]
    ended = clock.machine().rpartition(", ")[2]
    busy = " **The machine was busy: only the ratios say something.**" if clock.busy() else ""
    goals = report.goals(*run.contests, run.way, run.processes)
    parts = [f"Machine: {start}; at the end {ended}.{busy}", f"### Goals\n{goals}"]
    parts += [f"### {head}\n{body}" for head, body in sections]
    return "\n\n".join(parts), chart.chart(run.panels)


def _decided(name: str, contest: decisions.Contest) -> str:
    done = contest.work
    return (
        f"{name}: one of {done.decisions} decisions on {len(done.facts)} facts "
        f"({contest.patients} made-up patients, answers equal)"
    )


main()
