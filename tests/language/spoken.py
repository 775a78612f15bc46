"""Generates trees of the language: what the parser must read back as `spell` writes them."""

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
