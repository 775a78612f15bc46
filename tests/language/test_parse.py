"""The grammar: what is written is what is read, and a fault is shown where it stands."""

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from myelobone.language.dates import Duration
from myelobone.language.parse import (
    SyntaxFault,
    parse_duration,
    parse_expression,
    parse_leaf,
    parse_quantity,
    parse_source,
)
from myelobone.language.spell import spell
from myelobone.language.tree import (
    Arithmetic,
    AttributeCompare,
    Bound,
    Compare,
    Expression,
    Extreme,
    FactRef,
    FromToday,
    InWords,
    Is,
    IsWord,
    Leaf,
    Quantity,
    Source,
    Take,
    Within,
)

from .spoken import EXPRESSIONS, LEAVES


@settings(max_examples=400, deadline=None)
@given(EXPRESSIONS)
def test_every_expression_is_read_back_as_it_was_written(expression: Expression) -> None:
    assert parse_expression(spell(expression)) == expression


@settings(max_examples=200, deadline=None)
@given(LEAVES)
def test_every_leaf_is_read_back_and_keeps_its_text(leaf: Leaf) -> None:
    text = spell(leaf)
    found = parse_leaf(text)
    if text != "always":
        assert found == replace(leaf, text=text)  # type: ignore[type-var]
    else:
        assert found == leaf


def test_a_leaf_keeps_its_source_with_single_spaces() -> None:
    leaf = parse_leaf("calcium   >=  2.9  mmol/L")
    assert leaf == Compare("calcium", ">=", Quantity(2.9, "mmol/L"), text="calcium >= 2.9 mmol/L")


def test_a_bare_fact_means_is_yes() -> None:
    assert parse_leaf("dialysis") == Is("dialysis", ("yes",), text="dialysis")


def test_operations_are_done_in_the_written_order() -> None:
    one, two, three = (FactRef(name) for name in "abc")
    assert parse_expression("a - b - c") == Arithmetic("-", Arithmetic("-", one, two), three)
    assert parse_expression("a - b * c") == Arithmetic("-", one, Arithmetic("*", two, three))
    assert parse_expression("a / b / c") == Arithmetic("/", Arithmetic("/", one, two), three)


def test_a_minus_is_a_sign_only_where_a_value_begins() -> None:
    assert parse_expression("-2.5 {score}") == Quantity(-2.5, "{score}")
    assert parse_expression("a -2") == Arithmetic("-", FactRef("a"), Quantity(2.0))


def test_duration_words_are_never_units() -> None:
    assert parse_expression("28 days") == Duration(28, "days")
    assert parse_expression("1 month") == Duration(1, "months")
    assert parse_expression("24 mo") == Quantity(24.0, "mo")


def test_a_word_of_the_language_is_no_unit() -> None:
    found = parse_expression("latest x where size >= 5 since day")
    assert isinstance(found, Take)
    assert found.source.conditions == (AttributeCompare("size", ">=", Quantity(5.0)),)
    assert found.windows == (Bound("since", "day"),)


def test_words_of_the_language_may_be_attributes() -> None:
    found = parse_expression(
        "latest allergy where to is drug_a or all and on > day within 3 months"
    )
    assert found == Take(
        "latest",
        Source(
            ("allergy",),
            None,
            (IsWord("to", ("drug_a", "all")), AttributeCompare("on", ">", FactRef("day"))),
        ),
        windows=(Within(Duration(3, "months")),),
    )


def test_a_selection_is_told_from_a_term() -> None:
    found = parse_expression("date of latest doses where agent in group", frozenset({"doses"}))
    assert isinstance(found, Take)
    assert found.source == Source((), "doses", (InWords("agent", "group"),))


def test_a_source_for_each_entry_has_its_windows() -> None:
    assert parse_source("study where status is planned from today") == (
        Source(("study",), None, (IsWord("status", ("planned",)),)),
        (FromToday(),),
    )


def test_later_of_takes_sums() -> None:
    found = parse_expression("later of a + 3 months and a + 90 days")
    assert isinstance(found, Extreme)
    assert len(found.parts) == 2


@pytest.mark.parametrize(
    ("text", "code", "column", "found"),
    [
        ("a, b", "knowledge.comma", 1, ","),
        ("[a]", "knowledge.bracket", 0, "[a]"),
        ("a + {b}", "knowledge.bracket", 4, "{b}"),
        ("latest x withn 3 days", "knowledge.syntax", 9, "withn"),
        ("latest x within 3 mo", "knowledge.syntax", 16, "3"),
        ("a +", "knowledge.syntax", 3, "the end of the line"),
        ("", "knowledge.syntax", 0, "the end of the line"),
        ("higher of a", "knowledge.syntax", 11, "the end of the line"),
        ("date of x", "knowledge.syntax", 8, "x"),
        ("(a + b", "knowledge.syntax", 6, "the end of the line"),
        ("a ** b", "knowledge.syntax", 3, "*"),
        ("if a then b", "knowledge.syntax", 3, "a"),
        ("a $ b", "knowledge.syntax", 2, "$"),
    ],
)
def test_a_fault_is_shown_where_it_stands(text: str, code: str, column: int, found: str) -> None:
    with pytest.raises(SyntaxFault) as fault:
        parse_expression(text)
    assert (fault.value.code, fault.value.column, fault.value.found) == (code, column, found)


@pytest.mark.parametrize(
    "text",
    [
        "x >= (2 + 3)",
        "x >= y + 1",
        "x > latest y",
        "x as of y > 2",
        "x and y",
        "not x",
        "x is",
        "x is a, b",
        "x = ",
        "x == y",
        "x != y",
        "x ≥ 2",
        "today + 7 days > x",
    ],
)
def test_a_leaf_holds_no_arithmetic_no_take_and_no_logic(text: str) -> None:
    with pytest.raises(SyntaxFault):
        parse_leaf(text)


def test_a_fault_names_what_may_stand_there_and_the_nearest_word() -> None:
    with pytest.raises(SyntaxFault) as fault:
        parse_expression("latest x withn 3 days")
    assert fault.value.nearest == "within"
    assert {"since", "within", "where"} <= set(fault.value.allowed)
    assert "__ANON_0" not in " ".join(fault.value.allowed)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2.9 mmol/L", Quantity(2.9, "mmol/L")),
        ("3", Quantity(3.0, "1")),
        ("-2.5 {score}", Quantity(-2.5, "{score}")),
        ("28 days", None),
        ("about 3 mg", None),
        ("3 mg extra", None),
    ],
)
def test_quantities(text: str, expected: Quantity | None) -> None:
    assert parse_quantity(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1 day", Duration(1, "days")), ("24 hours", Duration(24, "hours")), ("1.5 days", None)],
)
def test_durations(text: str, expected: Duration | None) -> None:
    assert parse_duration(text) == expected
