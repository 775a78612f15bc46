"""Reads the rules of a topic."""

from __future__ import annotations

import re

from .grounds import read_grounds
from .ledger import Scope
from .load_texts import new_id
from .model import Example, Given, Option, Outcome, Rule
from .parse import SyntaxFault, parse_expression
from .sheet import Fields, Sheet
from .tree import FactRef, Quantity, Source, Tree, Window
from .yaml import Mapping, Node, Scalar, Sequence

LEVELS = ("stop", "caution")
URGENCIES = ("now", "today", "soon", "routine")
MAINS = ("alert", "advise", "info", "choice", "checklist")
RULE_ID = re.compile(r"(?!it\.|order\.)[a-z][a-z0-9_]*\.[a-z0-9_]+")
TITLE_LENGTH = 60


def load_rules(sheet: Sheet, node: Node, topic: str, found: dict[str, Rule]) -> None:
    """Adds the rules of one file to `found`."""
    for fields in sheet.rows(node):
        rule = _rule(fields, topic, found)
        if rule is not None:
            found[rule.id] = rule


def _rule(fields: Fields, topic: str, taken: dict[str, Rule]) -> Rule | None:
    sheet = fields.sheet
    grounds = read_grounds(fields, required=True)
    id_ = new_id(fields, taken)
    source, windows = _each(fields)
    scope = Scope(owner=id_, each=source, ignorance=bool(grounds["readings"]))
    when = fields.tree("when", scope, required=True)
    rules, leaves = _unless(fields, scope)
    then = fields.need("then")
    inner = None if then is None else sheet.fields(then)
    outcome = None if inner is None else _outcome(inner, scope)
    says = fields.both("says", scope)
    title = fields.both("title", scope) if fields.get("title") is not None else None
    if title is not None and max(len(title.zh), len(title.en)) > TITLE_LENGTH:
        sheet.fault("knowledge.title_too_long", fields.mark("title"), found=title.en)
    roles, cause = fields.words("roles", "word"), fields.name("cause", "word")
    examples = _examples(fields, scope)
    fields.finish()
    if when is None or outcome is None or not id_:
        return None
    return Rule(
        **grounds, id=id_, topic=topic, each=source, each_windows=windows, when=when,
        unless_rules=rules, unless=leaves, then=outcome, says=says, title=title, roles=roles,
        cause=cause, fires=examples["fires"], quiet=examples["quiet"], asks=examples["asks"],
    )  # fmt: skip


def _each(fields: Fields) -> tuple[Source | None, tuple[Window, ...]]:
    node = fields.get("each")
    found = None if node is None else fields.sheet.source(node, Scope())
    return (None, ()) if found is None else found


def _unless(fields: Fields, scope: Scope) -> tuple[tuple[str, ...], tuple[Tree, ...]]:
    """Rules and leaves; a name with a dot that is not `it.` or `order.` is a rule."""
    node = fields.get("unless")
    rules: list[str] = []
    leaves: list[Tree] = []
    for item in () if node is None else node.items if isinstance(node, Sequence) else (node,):
        if isinstance(item, Scalar) and RULE_ID.fullmatch(item.text):
            rules.append(item.text)
            fields.sheet.ledger.use("rule", item.text, fields.sheet.place(item.mark))
            continue
        tree = fields.sheet.tree(item, scope)
        if tree is not None:
            leaves.append(tree)
    return tuple(rules), tuple(leaves)


def _outcome(fields: Fields, scope: Scope) -> Outcome | None:
    written = [main for main in MAINS if fields.get(main) is not None]
    refer = fields.name("refer", "word")
    if len(written) > 1 or not (written or refer):
        fields.sheet.fault(
            "knowledge.one_outcome", fields.map, found=" · ".join(written) or None,
            allowed=(*MAINS, "refer"),
        )  # fmt: skip
        return None
    main = written[0] if written else "refer"
    level = fields.word("alert", LEVELS) if main == "alert" else None
    for flag in ("advise", "info"):
        if main == flag:
            fields.word(flag, ("yes",))
    options, agents = _options(fields, scope) if main == "choice" else ((), False)
    outcome = Outcome(
        main=main,  # type: ignore[arg-type]
        level=level or ("info" if main == "info" else "advise"),  # type: ignore[arg-type]
        choice=fields.name("choice", "choice"),
        options=options,
        options_agents=agents,
        steers=fields.word("steers", ("calendar",)) is not None,
        checklist=fields.words("checklist", "fact"),
        do=fields.words("do", "word"),
        refer=refer,
        urgency=fields.word("urgency", URGENCIES) or "routine",  # type: ignore[arg-type]
        ask=fields.words("ask", "term"),
        recheck=fields.words("recheck", "term"),
        show=fields.words("show", "fact"),
        agent=fields.name("agent", "agent"),
    )
    fields.finish()
    return outcome


def _options(fields: Fields, scope: Scope) -> tuple[tuple[Option, ...], bool]:
    node = fields.need("options")
    if node is None:
        return (), False
    if isinstance(node, Scalar):
        if node.text == "agents preferred":
            return (), True
        fields.sheet.fault(
            "knowledge.not_a_list", node, found=node.text, allowed=("[options]", "agents preferred")
        )
        return (), False
    if not isinstance(node, Sequence):
        fields.sheet.fault("knowledge.not_a_list", node)
        return (), False
    return tuple(_option(fields.sheet, item, scope) for item in node.items), False


def _option(sheet: Sheet, node: Node, scope: Scope) -> Option:
    place = sheet.place(node.mark)
    if not isinstance(node, Mapping):
        id_ = sheet.text(node) or ""
        sheet.ledger.use("word", id_, place)
        return Option(place=place, id=id_)
    fields = Fields(sheet, node)
    grounds = read_grounds(fields, required=False)
    option = Option(
        **grounds,
        id=fields.name("id", "word", required=True) or "",
        when=fields.tree("when", scope),
        needs=fields.words("needs"),
        dose=fields.name("dose", "agent"),
    )
    fields.finish()
    return option


def _examples(fields: Fields, scope: Scope) -> dict[str, tuple[Example, ...]]:
    found: dict[str, tuple[Example, ...]] = {"fires": (), "quiet": (), "asks": ()}
    node = fields.get("examples")
    inner = None if node is None else fields.sheet.fields(node)
    for name in found:
        part = None if inner is None else inner.get(name)
        if part is None or (isinstance(part, Sequence) and not part.items):
            fields.sheet.fault("knowledge.missing_example", fields.mark("examples"), allowed=name)
            continue
        examples = part.items if isinstance(part, Sequence) else (part,)
        found[name] = tuple(_example(fields.sheet, item, scope) for item in examples)
    if inner is not None:
        inner.finish()
    return found


def _example(sheet: Sheet, node: Node, scope: Scope) -> Example:
    if not isinstance(node, Mapping):
        sheet.fault("knowledge.not_a_mapping", node)
        return ()
    given = []
    for name, value in node.items.items():
        one = _given(sheet, name, value)
        if one is not None:
            given.append(one)
            sheet.ledger.given.append((one, sheet.place(node.keys[name]), scope))
    return tuple(given)


def _given(sheet: Sheet, name: str, node: Node) -> Given | None:
    """What the text looks like; `kinds.py` looks at what the fact is."""
    text = sheet.text(node)
    if text is None:
        return None
    if text == "none":
        return Given(name, none=True)
    try:
        expression = parse_expression(text)
    except SyntaxFault:
        sheet.fault("knowledge.not_an_example", node, found=text)
        return None
    match expression:
        case Quantity():
            return Given(name, quantity=expression)
        case FactRef():
            return Given(name, word=expression.name)
        case _:
            return Given(name, day=expression)
