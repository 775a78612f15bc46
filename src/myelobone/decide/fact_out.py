"""Facts and assumptions as the advice shows them, traced down to the entries."""

from __future__ import annotations

from ..language.dates import iso
from ..language.model import Fact
from ..language.problems import Text
from ..record.model import Entry
from .output_items import Assumption, FactOut, FromEntry, Scalar
from .run import Run, plain
from .takes import visible
from .texts import display
from .trace import Support
from .values import Value

SILENT = Text(zh="病历未提及，按约定推定", en="the record is silent, read so by convention")


def fact_out(run: Run, fact: Fact) -> FactOut:
    """One fact as of the day."""
    value = run.ctx.fact(fact.id)
    support = run.tracer.fact(fact.id)
    number = value.usable and not value.word  # figures are printed against limits of the day
    if value.entries or support.entries or value.why == "needs" or number:
        return _fact_out(run, fact, value, support)
    key = (fact.id, value, support)  # nothing of this patient's is in it
    kept = run.ctx.program.kept_facts
    found = kept.get(key)
    if found is None:
        found = kept[key] = _fact_out(run, fact, value, support)
    return found


def _fact_out(run: Run, fact: Fact, value: Value, support: Support) -> FactOut:
    entries = [seq for seq in (value.entries or ()) + support.entries if seq < run.entries_shown]
    entries = list(dict.fromkeys(entries))
    kind = "word" if fact.kind == "truth" else fact.kind
    days = [day for seq in entries if (day := _day(run, seq)) is not None]
    unknown = value.status == "unknown"
    shown: float | str | None = plain(value, kind)
    if unknown and fact.unknown_as:
        shown = fact.unknown_as
    return FactOut(
        status=value.status, label=fact.label, value=shown, low=_limit(value, kind, value.low),
        high=_limit(value, kind, value.high), unit=fact.unit if kind == "number" else None,
        display=None if unknown and not fact.unknown_as else display(run.ctx, fact.id, value),
        why=_why(run, fact, value), needs=support.lacks, shown=value.shown or None,
        age_days=run.ctx.today - max(days) if days else None,
        from_=tuple(_from(run, seq) for seq in entries),
        assumed=support.assumed, cites=fact.cites, readings=fact.readings,
    )  # fmt: skip


def _why(run: Run, fact: Fact, value: Value) -> str | None:
    """A fact that only passes on another's doubt shows that doubt."""
    if value.status != "unknown" or value.why != "needs":
        return value.why
    for name in fact.depends:
        other = run.ctx.fact(name)
        if (
            other.status == "unknown"
            and other.why not in (None, "needs")
            and len(fact.depends) == 1
        ):
            return other.why
    return "needs"


def _limit(value: Value, kind: str, limit: float) -> Scalar:
    if value.status != "between":
        return None
    return iso(int(limit)) if kind == "day" else round(limit, 9)


def _day(run: Run, seq: int) -> int | None:
    entry = run.ctx.index.record.entries[seq]
    when = entry.on or entry.from_
    return when.low if when is not None and when.exact else None


def _from(run: Run, seq: int) -> FromEntry:
    found = run.sources.get(seq)
    if found is None:
        entry: Entry = run.ctx.index.record.entries[seq]
        found = run.sources[seq] = FromEntry(
            entry=entry.where, what=entry.what, on=run.day(seq), value=written(entry),
            source=entry.source,
        )  # fmt: skip
    return found


def written(entry: Entry) -> str | None:
    """What the record says: the value, or the attributes where there is none."""
    if entry.value is not None:
        return entry.value.written
    parts = [f"{name} {cell.written}" for name, cell in entry.attributes.items()]
    return ", ".join(parts) or None


def _read_as(run: Run, term: str) -> str:
    """What silence was read as; where entries of the term exist, that these are all."""
    known = run.knowledge.vocabulary.terms.get(term)
    absent = (known.absent if known is not None else None) or "none"
    return "as_recorded" if absent == "none" and visible(run.ctx, term) else absent


def assumptions(run: Run, rests: list[tuple[str, Support]]) -> list[Assumption]:
    """Every silence an answer rests on, with the answers that rest on it."""
    answers: dict[str, dict[str, None]] = {}
    for name, support in rests:
        for term in support.assumed:
            answers.setdefault(term, {})[name] = None
    terms = run.knowledge.vocabulary.terms
    return [
        Assumption(
            what=term,
            value=_read_as(run, term),
            because=(terms[term].because if term in terms else None) or SILENT,
            for_=tuple(answers[term]),
        )
        for term in sorted(answers, key=lambda t: (list(terms).index(t) if t in terms else 0, t))
    ]
