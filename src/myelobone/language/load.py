"""Reads a knowledge folder into checked `Knowledge`; every problem of the folder at once.

`python -m myelobone.language.load FOLDER` prints all problems, or one line when there are none.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from .check import check
from .compiled import digest_of
from .compiled import load_knowledge as load_knowledge
from .finish import finish
from .folder import Folder
from .ledger import Ledger
from .load_agents import load_agents
from .load_calendar import load_items
from .load_facts import load_facts, selections
from .load_opposed import load_opposed
from .load_printed import load_excused, load_printed
from .load_rules import load_rules
from .load_screens import load_screens
from .load_tables import load_tables
from .load_texts import (
    EMPTY,
    load_edition,
    load_glossary,
    load_readings,
    load_statements,
)
from .load_vocabulary import load_vocabulary
from .model import Item, Knowledge, Rule
from .problems import Problem, Refused
from .screens import Screens
from .sheet import Sheet
from .signing import settle
from .topics import HELD
from .yaml import Mapping, Mark, Node, Sequence, read_nodes

FORMAT = "myelobone-knowledge/1"
NEEDED = ("edition.yaml", "statements.yaml", "readings.yaml", "glossary.yaml")
READ = ("vocabulary", "facts", "rules", "agents", "calendar")

Files = dict[str, tuple[Sheet, Node]]


def load_folder(path: Path) -> Knowledge:
    """The knowledge of a folder; raises Refused with every problem found."""
    ledger = Ledger()
    files = _files(path, ledger)
    knowledge = _load(files, ledger, digest_of(path))
    if ledger.problems:
        raise Refused(sorted(ledger.problems, key=_order))
    return settle(knowledge)


def _load(files: Files, ledger: Ledger, digest: str) -> Knowledge:
    def below(folder: str) -> list[tuple[Sheet, Node]]:
        return [file for name, file in files.items() if name.startswith(folder + "/")]

    def list_of(name: str) -> tuple[Sheet, Node]:
        return files.get(name, (Sheet(name, ledger), Sequence((), Mark(1, 1))))

    fact_files = below("facts")
    ledger.facts, ledger.selections = selections(fact_files)
    rules: dict[str, Rule] = {}
    for sheet, node in below("rules"):
        topic = Path(sheet.name).stem
        ledger.use("topic", topic, sheet.place(node.mark))
        load_rules(sheet, node, topic, rules)
    calendar: dict[str, Item] = {}
    for sheet, node in below("calendar"):
        load_items(sheet, node, calendar)
    for item in calendar.values():
        if item.id in rules:  # an advice names both by their ids
            ledger.add("knowledge.duplicate_id", item.place, found=item.id)
    agents = [file for file in below("agents") if file[0].name != "agents/all.yaml"]
    opposed, worse = load_opposed(*list_of("opposed.yaml"), {*rules, *calendar})
    folder = Folder(
        ledger=ledger,
        edition=load_edition(*files["edition.yaml"]) if "edition.yaml" in files else EMPTY,
        statements=load_statements(*list_of("statements.yaml")),
        readings=load_readings(*list_of("readings.yaml")),
        glossary=load_glossary(*list_of("glossary.yaml")),
        vocabulary=load_vocabulary(below("vocabulary")),
        facts=load_facts(fact_files),
        rules=rules,
        agents=load_agents(agents, files.get("agents/all.yaml")),
        calendar=calendar,
        screens=load_screens(*files["screens.yaml"]) if "screens.yaml" in files else Screens(),
        printed=load_printed(*list_of("printed.yaml")),
        tables=load_tables(*list_of("tables.yaml")),
        excused=load_excused(*list_of("listed.yaml")),
        opposed=opposed,
        worse=worse,
    )
    for each in folder.edition.topics:
        for name in set(each.holds) - {*HELD, *files}:
            ledger.unknown("knowledge.unknown_file", each.place, name, (*HELD, *files))
    kinds = check(folder)
    return finish(folder, kinds, FORMAT, digest)


def _files(path: Path, ledger: Ledger) -> Files:
    """All files that this reader knows, in the order of their names."""
    if not path.is_dir():
        ledger.add("knowledge.no_folder", str(path), found=str(path))
        raise Refused(ledger.problems)
    found: Files = {}
    for file in sorted(path.glob("*.yaml")) + [
        f for d in READ for f in sorted((path / d).glob("*.yaml"))
    ]:
        name = file.relative_to(path).as_posix()
        try:
            node = read_nodes(file.read_bytes(), name)
        except OSError as error:
            ledger.add("knowledge.unreadable", name, found=error.strerror)
        except Refused as refused:
            ledger.problems.extend(refused.problems)
        else:
            empty: Node = Mapping({}, {}, Mark(1, 1))
            if getattr(node, "value", "") is None:  # a file of comments only
                node = (
                    empty if name.startswith(("facts", "vocabulary")) else Sequence((), Mark(1, 1))
                )
            found[name] = (Sheet(name, ledger), node)
    unreadable = {problem.where.partition(":")[0] for problem in ledger.problems}
    for name in NEEDED:
        if name not in found and name not in unreadable:
            ledger.add("knowledge.missing_file", name, allowed=NEEDED)
    return found


def _order(problem: Problem) -> tuple[str, int, int]:
    name, _, rest = problem.where.partition(":")
    line, _, column = rest.partition(":")
    return name, int(line or 0), int(column or 0)


def _lines(problems: Iterable[Problem]) -> Iterator[str]:
    """One line for each fault; the same fault in many places is one line."""
    groups: dict[tuple[str, str | None], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.code, problem.found), []).append(problem)
    for code in ("knowledge.unlabelled_word",):
        words = [found for other, found in groups if other == code]
        if len(words) > 1:
            yield f"[{code}] {len(words)} words have no label: {' '.join(map(str, words))}"
            groups = {key: same for key, same in groups.items() if key[0] != code}
    for same in groups.values():
        more = [problem.where for problem in same[1:]]
        shown = " ".join(more[:3]) + (f" … {len(more)} more" if len(more) > 3 else "")
        yield same[0].line() + (f" (also {shown})" if more else "")


def _main(arguments: list[str]) -> int:
    try:
        knowledge = load_folder(Path(arguments[0] if arguments else "knowledge/mbd-2024"))
    except Refused as refused:
        for line in _lines(refused.problems):
            print(line)
        counted = Counter(problem.code for problem in refused.problems)
        shown = " · ".join(f"{code.partition('.')[2]} {n}" for code, n in counted.most_common())
        print(f"{len(refused.problems)} problems: {shown}")
        return 2
    print(
        f"{knowledge.edition.id} {knowledge.edition.version}: {len(knowledge.statements)} statements, "
        f"{len(knowledge.facts)} facts, {len(knowledge.rules)} rules, {len(knowledge.agents)} agents, "
        f"{len(knowledge.calendar)} calendar items; nothing wrong"
    )
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
