"""The numbers of the vocabulary: what a record with a value near each reads as, and every one moved or lost.

`python -m tests.mutants.vocabulary` writes `vocabulary.txt` anew: a probe a line, and the answer to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from myelobone.language import units
from myelobone.language.model import Attribute, Term, Vocabulary
from myelobone.record.on_day import jumps
from myelobone.record.quantities import read_quantity
from myelobone.record.read import FORMAT, read_record

from ..knowledge.files import knowledge

TABLE = Path(__file__).with_name("vocabulary.txt")
TODAY = date(2026, 6, 15).toordinal()
A_LITTLE = 1e-6  # of a number: on this side of it and on that


class Probe(Struct, frozen=True):
    """One question to a vocabulary: about a term, what, and with which numbers."""

    term: str
    about: str
    given: str

    def __str__(self) -> str:
        return f"{self.term} | {self.about} | {self.given}"


def probes(vocabulary: Vocabulary) -> Iterator[Probe]:
    """The questions that tell each number of a vocabulary from its neighbours."""
    for term in vocabulary.terms.values():
        for name, shape in _shapes(term):
            where = f"{term.id}.{name}" if name else term.id
            for unit in shape.also:
                yield Probe(where, "reads", f"1 {unit}")
            for limit in shape.plausible or ():
                for number in _around(limit):
                    yield Probe(where, "takes", f"{number!r} {shape.unit}")
        if term.jump is not None:
            for factor in _around(term.jump):
                yield Probe(term.id, "jumps", repr(factor))
        if term.error is not None or term.error_absolute is not None:
            yield Probe(term.id, "errs", "by")
        if term.proportion is not None:
            for limit in term.proportion.plausible:
                for number in _around(limit):
                    yield Probe(term.id, "fits", repr(number))


def answer(vocabulary: Vocabulary, probe: Probe) -> str:
    """What a vocabulary says to a question."""
    name, _, attribute = probe.term.partition(".")
    term = vocabulary.terms[name]
    shape = term.attributes[attribute] if attribute else term.value
    match probe.about:
        case "reads":
            return f"{read_quantity(probe.given, shape, vocabulary).cell.low:.9g}"
        case "takes":
            return read_quantity(probe.given, shape, vocabulary).cell.doubt or "taken"
        case "jumps":
            return _jumps(vocabulary, term, float(probe.given))
        case "errs":
            return f"{term.error} {term.error_absolute}"
        case _:
            return _fits(vocabulary, term, float(probe.given))


def variants(vocabulary: Vocabulary) -> Iterator[tuple[str, Vocabulary]]:
    """Every number of the vocabulary moved by a tenth and by a display unit, or lost; a name for each."""
    for term in vocabulary.terms.values():
        for label, changed in _changed(term):
            yield (
                f"{term.id} {label}",
                replace(vocabulary, terms={**vocabulary.terms, term.id: changed}),
            )


def _shapes(term: Term) -> Iterator[tuple[str, Attribute]]:
    for name, shape in (("", term.value), *term.attributes.items()):
        if shape.kind == "quantity":
            yield name, shape


def _around(number: float) -> tuple[float, ...]:
    step = abs(number) * A_LITTLE or A_LITTLE
    return number - step, number, number + step


def _moved(number: float) -> Iterator[float]:
    unit = 10.0 ** -len(f"{number:g}".partition(".")[2])
    yield from {number + unit, number - unit, number * 1.1 or 0.1, number * 0.9 or -0.1} - {number}


def _changed(term: Term) -> Iterator[tuple[str, Term]]:
    for name, shape in _shapes(term):
        for label, other in _shape_changed(shape):
            if name:
                attributes = {**term.attributes, name: other}
                yield f"{name} {label}", replace(term, attributes=attributes)
            else:
                yield label, replace(term, value=other)
    for key in ("jump", "error", "error_absolute"):
        number = getattr(term, key)
        if number is not None:
            yield f"without {key}", replace(term, **{key: None})
            for moved in _moved(number):
                yield f"{key} {moved:g}", replace(term, **{key: moved})
    if term.proportion is not None:
        for index, number in enumerate(term.proportion.plausible):
            for moved in _moved(number):
                limits = list(term.proportion.plausible)
                limits[index] = moved
                fitted = replace(term.proportion, plausible=tuple(limits))
                yield f"proportion {moved:g}", replace(term, proportion=fitted)
        yield "without proportion", replace(term, proportion=None)


def _shape_changed(shape: Attribute) -> Iterator[tuple[str, Attribute]]:
    for unit, factor in shape.also.items():
        if not _another_size(unit, shape):
            less = {name: each for name, each in shape.also.items() if name != unit}
            yield f"without {unit}", replace(shape, also=less)
        for moved in _moved(factor):
            yield f"{unit} {moved:g}", replace(shape, also={**shape.also, unit: moved})
    if shape.plausible is not None:
        yield "without limits", replace(shape, plausible=None)
        for index, number in enumerate(shape.plausible):
            for moved in _moved(number):
                limits = list(shape.plausible)
                limits[index] = moved
                yield (
                    f"limit {number:g} {moved:g}",
                    replace(shape, plausible=(limits[0], limits[1])),
                )


def _another_size(unit: str, shape: Attribute) -> bool:
    """Whether a unit is accepted unlisted, as another size of the canonical one."""
    try:
        units.factor(unit, shape.unit or "1")
    except (ValueError, ArithmeticError):
        return False
    return True


def _middle(term: Term) -> float:
    low, high = term.value.plausible or (1.0, 100.0)
    return float(low * high) ** 0.5 or high / 10


def _jumps(vocabulary: Vocabulary, term: Term, factor: float) -> str:
    first = _middle(term) / max(factor, 1.0) ** 0.5
    record = read_record(
        {
            "format": FORMAT,
            "patient": {"id": "V"},
            "entries": [
                {"on": day, "what": term.id, "value": f"{number!r} {term.value.unit}"}
                for day, number in (("2026-06-01", first), ("2026-06-02", first * factor))
            ],
        },
        vocabulary,
    )
    return "waits" if jumps(record, vocabulary, TODAY) else "taken"


def _fits(vocabulary: Vocabulary, term: Term, ratio: float) -> str:
    if term.proportion is None:
        return "nothing to fit"
    other = vocabulary.terms[term.proportion.to]
    against = _middle(other)
    value = ratio * against**term.proportion.power
    record = read_record(
        {
            "format": FORMAT,
            "patient": {"id": "V"},
            "entries": [
                {"on": "2026-06-01", "what": term.id, "value": f"{value!r} {term.value.unit}"},
                {"on": "2026-06-01", "what": other.id, "value": f"{against!r} {other.value.unit}"},
            ],
        },
        vocabulary,
    )
    return " ".join(sorted({problem.code for problem in record.problems})) or "taken"


def written() -> str:
    """The table as the vocabulary of the edition answers it."""
    vocabulary = knowledge().vocabulary
    return "".join(f"{probe} | {answer(vocabulary, probe)}\n" for probe in probes(vocabulary))


if __name__ == "__main__":
    TABLE.write_text(written(), encoding="utf-8")
