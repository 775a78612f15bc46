"""The typed tree of the knowledge language: expressions, takes, leaves and trees.

Plain frozen data with no meaning attached; `decide/` and every other reader give it meaning.
The grammar is `grammar.lark`; the specification is `docs/language.md`.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from .dates import Duration

Comparison = Literal["<", "<=", "=", ">=", ">"]


class Node(Struct, frozen=True, tag=True, omit_defaults=True):
    """Base of all nodes; the tag makes the compiled form self-describing."""


# -- expressions ---------------------------------------------------------------------------


class Quantity(Node, frozen=True):
    """A number with its unit as written (`1` for a bare number)."""

    value: float
    unit: str = "1"


class Today(Node, frozen=True):
    """The day asked about."""


class FactRef(Node, frozen=True):
    """The value of a named fact (or of `it.x`, `order.x` where those are given)."""

    name: str


class InUnit(Node, frozen=True):
    """A fact converted to another unit, for formulas printed in that unit."""

    fact: str
    unit: str


class Arithmetic(Node, frozen=True):
    """`left op right`; operations are done in the written order."""

    op: Literal["+", "-", "*", "/"]
    left: Expression
    right: Expression


class Extreme(Node, frozen=True):
    """`higher|lower|later|earlier of a and b …`."""

    which: Literal["higher", "lower", "later", "earlier"]
    parts: tuple[Expression, ...]


class Span(Node, frozen=True):
    """`years|months|days from start to end`."""

    unit: Literal["years", "months", "days"]
    start: Expression
    end: Expression


class PlausibleLimit(Node, frozen=True):
    """`highest|lowest plausible term`."""

    which: Literal["highest", "lowest"]
    term: str


class AsOf(Node, frozen=True):
    """A fact evaluated with `today` set to the day that another fact names."""

    fact: str
    day: str


# -- takes -----------------------------------------------------------------------------------


class IsWord(Node, frozen=True):
    """Condition: the attribute is (or is not) one of these words."""

    attribute: str
    words: tuple[str, ...]
    negated: bool = False


class InWords(Node, frozen=True):
    """Condition: the attribute is (or is not) in a named group of words."""

    attribute: str
    group: str
    negated: bool = False


class AttributeCompare(Node, frozen=True):
    """Condition: the attribute compared with a quantity or a fact."""

    attribute: str
    op: Comparison
    right: Quantity | FactRef


Condition = IsWord | InWords | AttributeCompare


class Source(Node, frozen=True):
    """Entries of some terms, or of a named selection, that satisfy all conditions."""

    terms: tuple[str, ...] = ()
    selection: str | None = None
    conditions: tuple[Condition, ...] = ()


class Within(Node, frozen=True):
    """Window: not older than this."""

    duration: Duration


class Bound(Node, frozen=True):
    """Window: since, after, before or on the day of a fact; `if any` drops a bound that is none."""

    which: Literal["since", "after", "before", "on"]
    fact: str
    if_any: bool = False


class Running(Node, frozen=True):
    """Window: periods open today."""


class FromToday(Node, frozen=True):
    """Window: entries of today and plans that lie ahead."""


Window = Within | Bound | Running | FromToday


class Take(Node, frozen=True):
    """`[attribute of] latest|previous|earliest|highest|lowest source windows`."""

    which: Literal["latest", "previous", "earliest", "highest", "lowest"]
    source: Source
    attribute: str = "value"
    windows: tuple[Window, ...] = ()


class Nearest(Node, frozen=True):
    """`[attribute of] nearest source to day within duration`."""

    source: Source
    to: Expression
    within: Duration
    attribute: str = "value"


class AnyEntry(Node, frozen=True):
    """`any source windows`: yes, no or unknown."""

    source: Source
    windows: tuple[Window, ...] = ()


class Count(Node, frozen=True):
    """`count source windows`."""

    source: Source
    windows: tuple[Window, ...] = ()


class Total(Node, frozen=True):
    """`sum attribute of source windows`."""

    attribute: str
    source: Source
    windows: tuple[Window, ...] = ()


class DaysOver(Node, frozen=True):
    """`days over n between source windows`: what the gaps exceed n days, added up."""

    limit: int
    source: Source
    windows: tuple[Window, ...] = ()


class Decided(Node, frozen=True):
    """`decided choice windows`: the value of the latest decision on that choice, or none."""

    choice: str
    windows: tuple[Window, ...] = ()


Expression = (
    Quantity
    | Duration
    | Today
    | FactRef
    | InUnit
    | Arithmetic
    | Extreme
    | Span
    | PlausibleLimit
    | AsOf
    | Take
    | Nearest
    | AnyEntry
    | Count
    | Total
    | DaysOver
    | Decided
)


# -- leaves and trees --------------------------------------------------------------------------


class Always(Node, frozen=True):
    """`always`: yes."""


class Exists(Node, frozen=True):
    """`fact exists`: yes for anything but none."""

    fact: str
    text: str = ""


class Known(Node, frozen=True):
    """`fact is [not] known`: the only leaf that looks at ignorance."""

    fact: str
    negated: bool = False
    text: str = ""


class Is(Node, frozen=True):
    """`fact is [not] word or word`; a bare fact is `is yes`."""

    fact: str
    words: tuple[str, ...]
    negated: bool = False
    text: str = ""


class InGroup(Node, frozen=True):
    """`fact [not] in group`."""

    fact: str
    group: str
    negated: bool = False
    text: str = ""


class Compare(Node, frozen=True):
    """`fact op quantity` or `fact op fact`; `=` between word facts compares the words."""

    fact: str
    op: Comparison
    right: Quantity | FactRef
    text: str = ""


class SiteOffers(Node, frozen=True):
    """`site offers word`: a modality or agent; yes when the record names no list."""

    word: str
    text: str = ""


Leaf = Always | Exists | Known | Is | InGroup | Compare | SiteOffers


class All(Node, frozen=True):
    """No if a part is no, else unknown if a part is unknown, else yes."""

    parts: tuple[Tree, ...]


class AnyOf(Node, frozen=True):
    """Yes if a part is yes, else unknown if a part is unknown, else no."""

    parts: tuple[Tree, ...]


class NoneOf(Node, frozen=True):
    """The opposite of `any`."""

    parts: tuple[Tree, ...]


Tree = Leaf | All | AnyOf | NoneOf
