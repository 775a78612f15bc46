"""The knowledge as typed, frozen data: what one edition of one guideline holds.

Made by `load.py` from YAML, or read back from the compiled form. No patient, no clock.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from .dates import Duration
from .opposed import Opposed, Worse
from .printed import Excused, PrintedTable, Settled
from .problems import Text
from .screens import Screens
from .tables import Table
from .tree import Expression, Quantity, Source, Tree, Window

Origin = Literal["guideline", "label", "design"]
Standing = Literal["preferred", "option", "discouraged", "undetermined", "forbidden"]


class Part(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of everything that carries a place in a file."""

    place: str = ""  # "rules/hypercalcaemia.yaml:12:3"


class Grounds(Part, frozen=True, kw_only=True, omit_defaults=True):
    """What a line rests on: statements, readings, evidence shown behind it, origin, strength."""

    cites: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    origin: Origin = "guideline"
    strength: str | None = None


# -- what is printed ---------------------------------------------------------------------------


class Statement(Part, frozen=True, kw_only=True, omit_defaults=True):
    """One statement of the guideline, in our own words."""

    id: str
    kind: Literal["rule", "dose", "schedule", "evidence"]
    topic: str
    strength: tuple[str, ...] = ()
    says: Text


class Reading(Part, frozen=True, kw_only=True, omit_defaults=True):
    """How an unclear passage is read (A1…D15), or a label rule (L1…L20)."""

    id: str
    kind: Literal["reading", "label"]
    about: Text
    printed: Text
    take: Text
    alternatives: Text
    why: Text
    sources: tuple[str, ...] = ()
    sign: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    settles: tuple[Settled, ...] = ()  # in the printed tables


class Signature(Part, frozen=True, kw_only=True, omit_defaults=True):
    """Who read which content of a topic, in which role, on which day; `digest` names that content."""

    by: str
    role: str
    on: str
    digest: str


TopicState = Literal["draft", "reviewed", "signed"]


class Topic(Part, frozen=True, kw_only=True, omit_defaults=True):
    """A topic of the guideline and how far its content of today is reviewed.

    `written` is the state that the edition names; `state` is what its signatures bear out, so that a
    change takes it back by itself (`signing.py`). `holds` names kinds of parts and files that belong to
    the topic beside what its statements name; a topic with `rest` holds what no other topic does.
    """

    id: str
    label: Text
    state: TopicState = "draft"
    written: TopicState = "draft"
    holds: tuple[str, ...] = ()
    rest: bool = False
    reviewed: tuple[Signature, ...] = ()
    signed: tuple[Signature, ...] = ()
    lapsed: tuple[Signature, ...] = ()  # of another content than today's


class Edition(Part, frozen=True, kw_only=True, omit_defaults=True):
    """Which guideline, which version of the knowledge, in force since when, reviewed how far."""

    id: str
    version: str
    effective: str
    title: Text
    source: Text
    topics: tuple[Topic, ...] = ()


class GlossaryTerm(Part, frozen=True, kw_only=True, omit_defaults=True):
    """The one Chinese and English term for a concept; `avoid` lists strays, `exempt` may hold digits."""

    id: str
    term: Text
    avoid: tuple[str, ...] = ()
    exempt: bool = False


# -- the vocabulary of the record ------------------------------------------------------------------

ValueKind = Literal["quantity", "word", "text", "day", "site", "list", "none"]


class Attribute(Part, frozen=True, kw_only=True, omit_defaults=True):
    """One attribute of a term's entries, or the shape of a term's own value."""

    kind: ValueKind
    label: Text | None = None
    unit: str | None = None
    also: dict[str, float] = {}  # accepted unit -> factor to the canonical unit
    plausible: tuple[float, float] | None = None
    values: tuple[str, ...] = ()
    required: bool = False
    absent: str | None = None  # the word that a missing or `unknown` attribute counts as
    readings: tuple[str, ...] = ()
    attributes: dict[str, Attribute] = {}  # of each element, for kind "list"


class Proportion(Struct, frozen=True, kw_only=True):
    """What a measurement must fit: value / (value of `to`) ** `power`, in canonical units."""

    to: str
    power: int
    plausible: tuple[float, float]


class Term(Part, frozen=True, kw_only=True, omit_defaults=True):
    """One term of the record."""

    id: str
    kind: Literal["measurement", "test", "state", "event", "period"]
    label: Text
    value: Attribute  # kind "none" when entries of the term carry no value
    attributes: dict[str, Attribute] = {}
    digits: int | None = None
    error: float | None = None  # of the measurement: fraction of the value, or
    error_absolute: float | None = None  # in the canonical unit
    jump: float | None = None  # a change by more than this factor asks for confirmation
    proportion: Proportion | None = None  # finds two measurements that were swapped
    by: str | None = None  # the attribute that makes one state per value (allergy: to)
    absent: str | None = None  # "none", or the word a silent chart counts as; None is unknown
    because: Text | None = None  # why absence may be read so
    plan: bool = False  # every entry is a plan (`ordered`)
    codes: dict[str, tuple[str, ...]] = {}


class Vocabulary(Part, frozen=True, kw_only=True, omit_defaults=True):
    """All terms in order, named groups of words, and a label for every word."""

    terms: dict[str, Term]
    groups: dict[str, tuple[str, ...]]
    labels: dict[str, Text]
    sites: tuple[str, ...]
    spellings: dict[str, str] = {}  # other ways to write a unit -> UCUM
    unit_labels: dict[str, Text] = {}  # UCUM -> how a page prints it


# -- facts ---------------------------------------------------------------------------------------------


class CaseRow(Part, frozen=True, kw_only=True, omit_defaults=True):
    """One row of a case table: `when` None is the `otherwise` row; `value` None means none."""

    when: Tree | None = None
    value: Expression | None = None
    word: str | None = None  # a written word, where the fact declares `values`
    otherwise: bool = False


class IsForm(Struct, frozen=True, tag="is"):
    """`is:` an expression."""

    expression: Expression


class TreeForm(Struct, frozen=True, tag="tree"):
    """`all:`, `any:`, `none:`: a yes/no fact."""

    tree: Tree


class FirstForm(Struct, frozen=True, tag="first"):
    """`first:` the first alternative that has a value."""

    parts: tuple[Expression, ...]


class CasesForm(Struct, frozen=True, tag="cases"):
    """`cases:` rows walked down under three truths."""

    rows: tuple[CaseRow, ...]


class EntriesForm(Struct, frozen=True, tag="entries"):
    """`entries:` a named selection, never a value."""

    source: Source


class DoseForm(Struct, frozen=True, tag="dose"):
    """`dose: agent, by: fact`: what the agent's first route gives at another value."""

    agent: str
    by: str


Form = IsForm | TreeForm | FirstForm | CasesForm | EntriesForm | DoseForm
FactKind = Literal["number", "day", "word", "truth", "text", "duration", "entries"]


class Fact(Grounds, frozen=True, kw_only=True, omit_defaults=True):
    """A named value of a patient as of a day."""

    id: str
    label: Text
    form: Form
    kind: FactKind
    unit: str | None = None  # for kind "number"
    values: tuple[str, ...] = ()  # for kind "word"
    digits: int | None = None
    empirical: bool = False
    unknown_as: str | None = None
    absent: str | None = None
    depends: tuple[str, ...] = ()  # facts read, directly
    terms: tuple[str, ...] = ()  # record terms read, directly


# -- rules -----------------------------------------------------------------------------------------------


class Option(Grounds, frozen=True, kw_only=True, omit_defaults=True):
    """One option of a choice; `needs` names the details a decision for it must carry."""

    id: str
    when: Tree | None = None
    needs: tuple[str, ...] = ()
    dose: str | None = None  # the agent whose dose by its table is shown beside the option


class Outcome(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a rule does when it fires: exactly one main outcome and its extras."""

    main: Literal["alert", "advise", "info", "refer", "choice", "checklist"]
    level: Literal["stop", "caution", "advise", "info"]
    choice: str | None = None
    options: tuple[Option, ...] = ()
    options_agents: bool = False  # `options: agents preferred`
    steers: bool = False  # `steers: calendar`
    checklist: tuple[str, ...] = ()
    do: tuple[str, ...] = ()
    refer: str | None = None
    urgency: Literal["now", "today", "soon", "routine"] = "routine"
    ask: tuple[str, ...] = ()
    recheck: tuple[str, ...] = ()  # terms asked for anew although a value stands
    show: tuple[str, ...] = ()
    agent: str | None = None


class Given(Struct, frozen=True, omit_defaults=True):
    """A fact as an example gives it: a quantity, a day expression, a word, or none."""

    fact: str
    quantity: Quantity | None = None
    day: Expression | None = None
    word: str | None = None
    none: bool = False


Example = tuple[Given, ...]


class Rule(Grounds, frozen=True, kw_only=True, omit_defaults=True):
    """One rule of a topic."""

    id: str
    topic: str
    each: Source | None = None
    each_windows: tuple[Window, ...] = ()
    when: Tree
    unless_rules: tuple[str, ...] = ()
    unless: tuple[Tree, ...] = ()
    then: Outcome
    says: Text
    title: Text | None = None
    roles: tuple[str, ...] = ()
    cause: str | None = None
    fires: tuple[Example, ...] = ()
    quiet: tuple[Example, ...] = ()
    asks: tuple[Example, ...] = ()
    depends: tuple[str, ...] = ()


# -- agents ------------------------------------------------------------------------------------------------


class Line(Grounds, frozen=True, kw_only=True, omit_defaults=True):
    """One line of an agent's standing: forbid, undetermined, discourage, prefer or note."""

    id: str  # agent.id
    effect: Literal["forbid", "undetermined", "discourage", "prefer", "note"]
    when: Tree
    final: bool = False
    unknown_undetermined: bool = False
    says: Text
    depends: tuple[str, ...] = ()


class Row(Grounds, frozen=True, kw_only=True, omit_defaults=True):
    """One row of a dose table: a band on a fact, a case tree, or a plain dose."""

    above: float | None = None
    from_: float | None = None
    below: float | None = None
    through: float | None = None
    when: Tree | None = None
    otherwise: bool = False
    amount: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    avoid: str | None = None
    printed: str | None = None
    over_low: float | None = None  # minutes
    over_high: float | None = None


class Route(Grounds, frozen=True, kw_only=True, omit_defaults=True):
    """How an agent is given by one route."""

    route: str
    over_low: float | None = None  # minutes; "at least 15 min" has no high
    over_high: float | None = None
    at_most: Quantity | None = None
    interval_days: int | None = None
    days_per_month: int | None = None
    administration: tuple[Text, ...] = ()
    by: str | None = None
    rows: tuple[Row, ...] = ()
    unit: str = "mg"
    depends: tuple[str, ...] = ()


class OrderLine(Grounds, frozen=True, kw_only=True, omit_defaults=True):
    """A check of one order; `stop` or `caution` when its tree is yes."""

    id: str
    level: Literal["stop", "caution"]
    when: Tree
    says: Text
    depends: tuple[str, ...] = ()


class Approval(Grounds, frozen=True, kw_only=True, omit_defaults=True):
    """What the agent is approved for."""

    says: Text


class NoDose(Grounds, frozen=True, kw_only=True, omit_defaults=True):
    """When yes the agent may stand but no dose is printed here."""

    when: Tree
    says: Text
    depends: tuple[str, ...] = ()


class Agent(Part, frozen=True, kw_only=True, omit_defaults=True):
    """One bone-targeted agent; the lines of `all.yaml` are already merged in."""

    id: str
    label: Text
    approved: Approval | None = None
    standing: tuple[Line, ...] = ()
    no_dose: NoDose | None = None
    routes: tuple[Route, ...] = ()
    order: tuple[OrderLine, ...] = ()


# -- calendar ------------------------------------------------------------------------------------------------


class EveryRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One row of an interval table."""

    when: Tree | None = None
    value: Duration


class Item(Grounds, frozen=True, kw_only=True, omit_defaults=True):
    """One dated item; `form` says which of the optional fields it uses."""

    id: str
    form: Literal[
        "dose", "measure", "study", "dental", "supplement", "hold", "decision", "refer", "task"
    ]
    says: Text
    when: Tree
    unless: tuple[Tree, ...] = ()
    # what
    agent_fact: str | None = None  # dose: the fact whose word is the agent
    agent: str | None = None
    measure: tuple[str, ...] = ()
    study_fact: str | None = None
    study: str | None = None
    dental: str | None = None  # dental_examination, or another word
    supplement: str | None = None
    hold: tuple[str, ...] = ()  # agents, groups, classes of medication, contrast
    decision: str | None = None
    refer: str | None = None
    task: str | None = None
    amount: Expression | None = None
    # when exactly
    started: Expression | None = None
    from_: Expression | None = None
    every: tuple[EveryRow, ...] = ()
    late: Duration | None = None
    sooner_when: Tree | None = None
    sooner_from: Expression | None = None
    before_dose: Duration | None = None
    after: str | None = None  # calendar item
    after_each: bool = False  # else `first`
    at: tuple[Duration, ...] = ()
    due: Expression | None = None
    earliest: Expression | None = None
    not_before: Expression | None = None  # of a series: its next day is never earlier
    latest: Expression | None = None
    until: Expression | None = None
    until_after: Duration | None = None  # hold after each dose: `until: 1 day`
    deadline: Expression | None = None
    alert_from: Expression | None = None
    prompt: Duration | None = None
    ends: bool = False  # a decision before which nothing of the series is planned beyond its day
    needs: str | None = None
    held_while: str | None = None
    depends: tuple[str, ...] = ()


# -- all of it ---------------------------------------------------------------------------------------------------


class Knowledge(Struct, frozen=True, kw_only=True):
    """One edition of one guideline, checked; everything in the order of its files."""

    format: str
    digest: str  # sha256 of every file
    edition: Edition
    statements: dict[str, Statement]
    readings: dict[str, Reading]
    glossary: dict[str, GlossaryTerm]
    vocabulary: Vocabulary
    facts: dict[str, Fact]
    rules: dict[str, Rule]
    agents: dict[str, Agent]
    calendar: dict[str, Item]
    screens: Screens
    sealed: bool = False  # its files were held against the manifest that came with them
    printed: dict[str, PrintedTable] = {}
    tables: dict[str, Table] = {}
    excused: tuple[Excused, ...] = ()
    opposed: tuple[Opposed, ...] = ()
    worse: tuple[Worse, ...] = ()
