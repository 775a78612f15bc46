"""Writes trees of the language as text, and generates them: what the parser must read back."""

from hypothesis import strategies as st

from myelobone.language import tree as t
from myelobone.language.dates import Duration
from myelobone.language.grammar_words import RESERVED

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(lambda w: w not in RESERVED)
UNITS = st.sampled_from(["1", "mmol/L", "mL/min/{1.73_m2}", "[iU]/d", "mg/(24.h)", "%", "{score}"])
NUMBERS = st.integers(0, 9999).map(lambda n: n / 4)
FACTS = st.one_of(NAMES, NAMES.map("it.{}".format), NAMES.map("order.{}".format))
WORDS = st.lists(NAMES, min_size=1, max_size=3).map(tuple)
COMPARISONS = st.sampled_from(["<", "<=", "=", ">=", ">"])
QUANTITIES = st.builds(t.Quantity, NUMBERS, UNITS)
FACT_REFS = st.builds(t.FactRef, FACTS)
DURATIONS = st.builds(
    Duration, st.integers(1, 99), st.sampled_from(["hours", "days", "weeks", "months", "years"])
)
ATTRIBUTES = st.one_of(
    NAMES, st.sampled_from(["value", "date", "to", "on", "lower limit", "count"])
)
CONDITIONS = st.one_of(
    st.builds(t.IsWord, ATTRIBUTES, WORDS, st.booleans()),
    st.builds(t.InWords, ATTRIBUTES, NAMES, st.booleans()),
    st.builds(t.AttributeCompare, ATTRIBUTES, COMPARISONS, st.one_of(QUANTITIES, FACT_REFS)),
)
SOURCES = st.builds(
    t.Source,
    st.lists(NAMES, min_size=1, max_size=2).map(tuple),
    st.none(),
    st.lists(CONDITIONS, max_size=2).map(tuple),
)
WINDOWS = st.lists(
    st.one_of(
        st.builds(t.Within, DURATIONS),
        st.builds(
            t.Bound, st.sampled_from(["since", "after", "before", "on"]), FACTS, st.booleans()
        ),
        st.builds(t.Running),
        st.builds(t.FromToday),
    ),
    max_size=2,
).map(tuple)
TAKES = st.one_of(
    st.builds(
        t.Take,
        st.sampled_from(["latest", "previous", "earliest", "highest", "lowest"]),
        SOURCES,
        ATTRIBUTES,
        WINDOWS,
    ),
    st.builds(t.Nearest, SOURCES, FACT_REFS, DURATIONS, ATTRIBUTES),
    st.builds(t.AnyEntry, SOURCES, WINDOWS),
    st.builds(t.Count, SOURCES, WINDOWS),
    st.builds(t.Total, ATTRIBUTES, SOURCES, WINDOWS),
    st.builds(t.DaysOver, st.integers(1, 99), SOURCES, WINDOWS),
    st.builds(t.Decided, NAMES, WINDOWS),
)
SIMPLE = st.one_of(
    QUANTITIES,
    DURATIONS,
    st.builds(t.Today),
    FACT_REFS,
    st.builds(t.InUnit, FACTS, UNITS),
    st.builds(t.PlausibleLimit, st.sampled_from(["highest", "lowest"]), NAMES),
    st.builds(t.AsOf, FACTS, FACTS),
    TAKES,
)
SUMS = st.recursive(
    SIMPLE,
    lambda inner: st.one_of(
        st.builds(t.Arithmetic, st.sampled_from("+-*/"), inner, inner),
        st.builds(t.Span, st.sampled_from(["years", "months", "days"]), inner, inner),
    ),
    max_leaves=5,
)
EXPRESSIONS = st.one_of(
    SUMS,
    st.builds(
        t.Extreme,
        st.sampled_from(["higher", "lower", "later", "earlier"]),
        st.lists(SUMS, min_size=2, max_size=3).map(tuple),
    ),
)
LEAVES = st.one_of(
    st.just(t.Always()),
    st.builds(t.Exists, FACTS),
    st.builds(t.Known, FACTS, st.booleans()),
    st.builds(t.Is, FACTS, WORDS, st.booleans()),
    st.builds(t.InGroup, FACTS, NAMES, st.booleans()),
    st.builds(t.Compare, FACTS, COMPARISONS, st.one_of(QUANTITIES, FACT_REFS)),
    st.builds(t.SiteOffers, NAMES),
)


def say(node: object) -> str:
    """The text of a node; everything inside a sum or a take's end stands in parentheses."""
    match node:
        case t.Quantity(value, unit):
            return f"{value:g}" if unit == "1" else f"{value:g} {unit}"
        case Duration(count, unit):
            return f"{count} {unit}"
        case t.Today():
            return "today"
        case t.FactRef(name):
            return name
        case t.InUnit(fact, unit):
            return f"{fact} in {unit}"
        case t.AsOf(fact, day):
            return f"{fact} as of {day}"
        case t.Arithmetic(op, left, right):
            return f"({say(left)}) {op} ({say(right)})"
        case t.Extreme(which, parts):
            return f"{which} of " + " and ".join(f"({say(part)})" for part in parts)
        case t.Span(unit, start, end):
            return f"{unit} from ({say(start)}) to ({say(end)})"
        case t.PlausibleLimit(which, term):
            return f"{which} plausible {term}"
        case t.Take(which, source, attribute, windows):
            return f"{_of(attribute)}{which} {say(source)}{_after(windows)}"
        case t.Nearest(source, to, within, attribute):
            return f"{_of(attribute)}nearest {say(source)} to ({say(to)}) within {say(within)}"
        case t.AnyEntry(source, windows):
            return f"any {say(source)}{_after(windows)}"
        case t.Count(source, windows):
            return f"count {say(source)}{_after(windows)}"
        case t.Total(attribute, source, windows):
            return f"sum {attribute} of {say(source)}{_after(windows)}"
        case t.DaysOver(limit, source, windows):
            return f"days over {limit} between {say(source)}{_after(windows)}"
        case t.Decided(choice, windows):
            return f"decided {choice}{_after(windows)}"
        case t.Source(terms, selection, conditions):
            where = " where " + " and ".join(map(say, conditions)) if conditions else ""
            return (selection or " or ".join(terms)) + where
        case t.IsWord(subject, words, negated) | t.Is(subject, words, negated):
            return f"{subject} is {'not ' if negated else ''}{' or '.join(words)}"
        case t.InWords(subject, group, negated) | t.InGroup(subject, group, negated):
            return f"{subject} {'not ' if negated else ''}in {group}"
        case t.AttributeCompare(subject, op, right) | t.Compare(subject, op, right):
            return f"{subject} {op} {say(right)}"
        case t.Within(duration):
            return f"within {say(duration)}"
        case t.Bound(which, fact, if_any):
            return f"{which} {fact}{' if any' if if_any else ''}"
        case t.Running():
            return "running"
        case t.FromToday():
            return "from today"
        case t.Always():
            return "always"
        case t.Exists(fact):
            return f"{fact} exists"
        case t.Known(fact, negated):
            return f"{fact} is {'not ' if negated else ''}known"
        case t.SiteOffers(word):
            return f"site offers {word}"
    raise AssertionError(node)


def _of(attribute: str) -> str:
    return "" if attribute == "value" else f"{attribute} of "


def _after(windows: tuple[t.Window, ...]) -> str:
    return "".join(f" {say(window)}" for window in windows)
