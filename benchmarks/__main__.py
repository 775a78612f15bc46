"""`python -m benchmarks`: measures everything in one run and prints it; `--write` keeps it in the documents."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from myelobone import load_knowledge
from myelobone.decide.program import program_of

from . import advice, chart, clock, commands, decisions, growth, report
from .work import Words, everything, three

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
    chosen = options.parse_args()
    text, picture = measure(1 if chosen.quick else 5)
    print(text)
    if chosen.write:
        page = PAGE.read_text(encoding="utf-8")
        marked = re.compile(re.escape(BEGIN) + ".*" + re.escape(END), re.DOTALL)
        PAGE.write_text(marked.sub(lambda _: f"{BEGIN}\n{text}\n{END}", page), encoding="utf-8")
        PICTURE.write_text(picture, encoding="utf-8")


def measure(passes: int) -> tuple[str, str]:
    """All tables in one text, and the plot of growth."""
    knowledge = load_knowledge(KNOWLEDGE)
    words = Words(program_of(knowledge))
    people = advice.worked_patients(KNOWLEDGE)
    start = clock.machine()
    small = decisions.contest(three(knowledge, words), 8 * passes)
    large = decisions.contest(everything(knowledge, words), 2 * passes)
    way = advice.parts(knowledge, people, passes)
    over_time = advice.series_part(knowledge, people[::20], SERIES)
    processes = commands.cold(4 * passes)
    by_entries = growth.by_entries(knowledge, people, passes)
    by_orders = growth.by_orders(knowledge, people, min(passes, 2))
    by_rules = growth.by_rules(knowledge, people, passes)
    curves = [("entries", each) for each in by_entries]
    curves += [("orders", by_orders)] + [("rules", each) for each in by_rules]
    sections = (
        ("", f"Machine: {start}; at the end {clock.machine().rpartition(', ')[2]}."),
        ("Goals", report.goals(small, large, way, processes)),
        (_decided("Three decisions", small), report.decisions(small)),
        (_decided("Every rule", large), report.decisions(large)),
        (f"Record to advice ({len(people)} records)", report.parts([*way, over_time])),
        ("Cold commands", report.cold(processes)),
        ("Growth", report.growth(curves)),
    )
    text = "\n\n".join(f"### {head}\n{body}" if head else body for head, body in sections)
    picture = chart.chart(
        (
            ("Time by entries of the record", "entries", by_entries),
            ("Time by orders", "orders", [by_orders]),
            ("Time by rules", "rules", by_rules),
        )
    )
    return text, picture


def _decided(name: str, contest: decisions.Contest) -> str:
    work = contest.work
    return (
        f"{name}: one of {work.decisions} decisions on {len(work.facts)} facts "
        f"({contest.patients} made-up patients, answers equal)"
    )


main()
