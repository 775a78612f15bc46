"""The score of a run: what killed how many mutants of each kind, who survives, what is equivalent and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from .hunt import Verdict

KINDS = {
    "number": "a number moved by one display unit or a tenth",
    "flip": "a comparison, a negation or an extreme turned",
    "drop": "a leaf, condition, window, word, row, clause or option left out",
    "swap": "what two neighbouring rows give, exchanged",
    "drug": "one drug in the place of another",
    "delete": "a rule, line, table or dated item gone",
}
KILLERS = ("example", "table", "dose", "patient", "refused")


class Score(Struct, frozen=True, kw_only=True):
    """The figures of a run over the knowledge with this digest."""

    digest: str
    mutants: int
    killed: dict[str, dict[str, int]]  # kind -> killer -> how many
    equivalent: dict[str, str]  # mutant -> reason
    survivors: tuple[str, ...]
    by_patients: dict[
        str, str
    ]  # mutant -> the worked patient, or transcribed dose, that alone kills it

    @property
    def percent(self) -> str:
        """Killed of all that are not equivalent, in per cent; never rounded up to a hundred."""
        alive = len(self.survivors)
        real = self.mutants - len(self.equivalent)
        return "100" if not alive else f"{int(1000 * (real - alive) / real) / 10:g}"


def score(digest: str, verdicts: Sequence[Verdict], equivalents: Mapping[str, str]) -> Score:
    """The score; a survivor counts as equivalent only when it is listed with a reason."""
    killed = {kind: Counter(v.by for v in verdicts if v.kind == kind and v.by) for kind in KINDS}
    alive = [v.key for v in verdicts if v.by is None]
    return Score(
        digest=digest,
        mutants=len(verdicts),
        killed={kind: {by: n for by, n in counts.items() if by} for kind, counts in killed.items()},
        equivalent={key: equivalents[key] for key in alive if key in equivalents},
        survivors=tuple(key for key in alive if key not in equivalents),
        by_patients={
            v.key: (v.killer or "").rpartition(": ")[0]
            for v in verdicts
            if v.by in ("patient", "dose")
        },
    )


def page(found: Score) -> str:
    """The score as Markdown: a table by kind, survivors, equivalents with their reasons."""
    lines = [
        f"Knowledge `{found.digest}`: **{found.percent} %** of {found.mutants} mutants killed, "
        f"{len(found.survivors)} alive, {len(found.equivalent)} equivalent.",
        "",
        f"| mutants | {' | '.join(KILLERS)} |",
        f"|---|{'---:|' * len(KILLERS)}",
    ]
    for kind, told in KINDS.items():
        counts = found.killed.get(kind, {})
        lines.append(f"| {told} | {' | '.join(str(counts.get(by, 0)) for by in KILLERS)} |")
    lines += ["", "### Alive", ""]
    lines += [f"- `{key}`" for key in found.survivors] or ["None."]
    lines += ["", "### Equivalent", ""]
    reasons: dict[str, list[str]] = {}
    for key, reason in found.equivalent.items():
        reasons.setdefault(reason, []).append(key)
    for reason, keys in reasons.items():
        lines += [f"{reason} ({len(keys)})", "", *(f"- `{key}`" for key in keys), ""]
    return "\n".join(lines).rstrip() + "\n"
