"""What one edition changes against another, as lines: first in short, then part by part, then patient by patient."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from ..decide.compare import Change
from ..decide.output import Advice
from ..language.model import Knowledge
from ..language.problems import Text
from .change_words import CHANGES, KINDS, SIGNS, WORDS, said
from .changed_plan import changed_plan
from .layout import EMPTY, Line, Span, wrap
from .look import Look
from .standing import standing
from .what_if import PARTS
from .words import Lang, word

STYLES = {"added": "advise", "removed": "stop", "changed": "caution"}
MARKS = {"same": (" ", "dim"), "before": ("-", "stop"), "after": ("+", "advise")}
OTHER: dict[Lang, Lang] = {"zh": "en", "en": "zh"}


def differences(
    told: Mapping[str, Any], *, lang: Lang, width: int = 80, ambiguous: int = 1
) -> list[Line]:
    """The report's own part: both editions, topics to be signed anew, every part that differs."""

    def lines(spans: Sequence[Span], first: Line = (), rest: int = 0) -> list[Line]:
        return wrap(spans, width, first=first, rest=rest, ambiguous=ambiguous)

    found: list[Line] = [(Span(said(WORDS["title"], lang), "head"),)]
    for key in ("old", "new"):
        named = f"{said(WORDS[key], lang)}  {standing(told[key], lang)}  {told[key]['effective']}"
        found += lines([Span(named), Span(f"  {told[key]['digest']}", "dim")], rest=4)
    support = word("support", lang)
    if (again := same_version(told)) is not None:
        found += lines(
            [Span(said(again, lang), "caution")], first=(Span("◆  ", "caution"),), rest=3
        )
    found += [*lines([Span(support, "dim")]), EMPTY, *lines([Span(in_short(told, lang), "head")])]
    if told["topics"]:
        found += lines([Span(said(WORDS["unsigns"], lang), "head")])
    for topic in told["topics"]:
        names = ", ".join(
            f"{each['by']} ({each['role']}, {each['on']})" for each in topic["signed_before"]
        )
        count = len(topic["changes"])
        text = f"{text_of(topic['label'], lang)}  {count}" + (f"  {names}" if names else "")
        found += lines([Span(text)], first=(Span("   "),), rest=5)
    for kind, group in by_kind(told["changes"]):
        found += [EMPTY, (Span(said(KINDS[kind], lang), "head"),)]
        for change in group:
            found += _change(change, lang, lines)
    return found


def in_short(told: Mapping[str, Any], lang: Lang) -> str:
    """How many parts of each kind differ."""
    if not told["changes"]:
        return said(WORDS["same"], lang)
    counts = [
        f"{said(KINDS[kind], lang)} {len(list(group))}"
        for kind, group in groupby(told["changes"], key=lambda each: each["kind"])
    ]
    comma = "、" if lang == "zh" else ", "
    total = said(WORDS["parts"], lang).format(len(told["changes"]))
    return f"{total}{comma.join(counts)}{'。' if lang == 'zh' else '.'}"


def by_kind(changes: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The changes kind by kind; one that is the same for several agents is told once, with all their ids."""
    for kind, group in groupby(changes, key=lambda each: str(each["kind"])):
        merged: list[dict[str, Any]] = []
        for change in group:
            same = next((each for each in merged if _same(each, change)), None)
            if same is None:
                merged.append({**change, "ids": [change["id"]]})
            else:
                same["ids"].append(change["id"])
        yield kind, merged


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two lines of agents changed alike."""
    ends = {each["id"].partition(".")[2] for each in (one, other)}
    return (
        one["kind"] in ("line", "order")
        and len(ends) == 1
        and all(one[key] == other[key] for key in ("change", "fields"))
    )


def _change(change: Mapping[str, Any], lang: Lang, lines: Any) -> list[Line]:
    kind = change["change"]
    name = text_of(change["name"], lang)
    ids = ", ".join(change["ids"])
    spans = [Span(f"{said(CHANGES[kind], lang)}  ", STYLES[kind]), Span(ids, "head")]
    spans += [Span(f"  {name}")] if name != ids else []
    found: list[Line] = lines(spans, first=(Span(f"{SIGNS[kind]}  ", STYLES[kind]),), rest=5)
    for each in change["fields"]:
        label = text_of(each["label"], lang)
        found += lines([Span(label, "dim")], first=(Span("     "),), rest=5)
        for mark, text in beside(each, lang):
            sign, style = MARKS[mark]
            indent = len(text) - len(text.lstrip())
            first = (Span(f"     {sign} {' ' * indent}", style),)
            found += lines([Span(text.lstrip(), style)], first=first, rest=9 + indent)
    return found


def beside(field: Mapping[str, Any], lang: Lang) -> list[tuple[str, str]]:
    """The lines of a field in the order of reading: same, before (taken out), after (put in).

    Where a line differs only in the other language, that one is shown.
    """
    before, after = list(field["before"]), list(field["after"])
    old, new = ([(each["zh"], each["en"]) for each in lines] for lines in (before, after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    found: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            found += [("same", text_of(each, lang)) for each in before[i1:i2]]
            continue
        gone = [text_of(each, lang) for each in before[i1:i2]]
        come = [text_of(each, lang) for each in after[j1:j2]]
        if gone == come:
            other = OTHER[lang]
            gone = [text_of(each, other) for each in before[i1:i2]]
            come = [text_of(each, other) for each in after[j1:j2]]
        found += [("before", each) for each in gone] + [("after", each) for each in come]
    return found


def counted(records: Mapping[str, Any] | None, lang: Lang) -> str:
    """How many records were compared and how many are affected."""
    if records is None:
        return said(WORDS["not_compared"], lang)
    affected = len(records["affected"])
    text = said(WORDS["compared"], lang).format(records["compared"], affected)
    if affected or records["unread"]:
        return text
    return f"{text}{'' if lang == 'zh' else ' '}{said(WORDS['none_changed'], lang)}"


def same_version(told: Mapping[str, Any]) -> Text | None:
    """What to say when two editions that differ call themselves by the same version."""
    same = all(told["old"][key] == told["new"][key] for key in ("id", "version"))
    return WORDS["same_version"] if same and told["changes"] else None


def causes(records: Mapping[str, Any], lang: Lang) -> list[tuple[str, str, int]]:
    """The changed parts that lie behind changed advice: key, name, and for how many records, most first."""
    counts = Counter(name for each in records["affected"] for name in each["because"])
    none = sum(1 for each in records["affected"] if not each["because"])
    found = [(name, cause(name, lang), count) for name, count in counts.most_common()]
    return found + ([("", said(WORDS["no_cause"], lang), none)] if none else [])


def cause(name: str, lang: Lang) -> str:
    """A part named by kind and id, with the kind in words."""
    kind, _, rest = name.partition(" ")
    return f"{said(KINDS[kind], lang)} {rest}" if kind in KINDS else name


def unread(records: Mapping[str, Any], lang: Lang) -> list[Line]:
    """The records that could not be compared, with the first problem of each."""
    found: list[Line] = []
    for each in records["unread"]:
        problem = each["problems"][0]
        text = (
            f"{problem['where']}  {text_of(problem['message'], lang)}  {problem.get('found') or ''}"
        )
        found.append((Span("▲  ", "stop"), Span(each["name"], "head"), Span(f"  {text}")))
    return [EMPTY, (Span(said(WORDS["unread"], lang), "head"),), *found] if found else []


def patient(
    name: str,
    before: Advice,
    after: Advice,
    changes: tuple[Change, ...],
    because: Sequence[str],
    editions: tuple[Knowledge, Knowledge],
    *,
    lang: Lang,
    width: int = 80,
    ambiguous: int = 1,
) -> list[Line]:
    """One record whose advice changes: what was and what is, and the changes of the knowledge behind it."""
    old, new = (
        Look(advice.to_dict(), known, lang, width, ambiguous)
        for advice, known in zip((before, after), editions, strict=True)
    )
    day = f"  {said(WORDS['as_of'], lang)} {after.as_of}"
    lines = new.lines([Span(name, "head"), Span(day)], first=(Span("◆  ", "caution"),), indent=3)
    if because:
        names = [cause(name, lang) for name in because]
        text = f"{said(WORDS['behind'], lang)}{new.colon}{new.separator.join(names)}"
        lines += new.lines([Span(text, "dim")], first=(Span("   "),), indent=5)
    for part in PARTS.values():
        lines += part(old, new, changes)
    return lines + [line for line in changed_plan(old, new, changes) if line != EMPTY]


def text_of(both: Mapping[str, str], lang: Lang) -> str:
    """A text of plain data in one language."""
    return both[lang]
