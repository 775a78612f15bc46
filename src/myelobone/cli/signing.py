"""`myelobone knowledge signing [TOPIC]`: how far each topic is signed, and the digest that a reviewer signs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..page.layout import EMPTY, Line, Span, wrap
from ..page.words import Lang, word
from . import faults, options
from .screen import ambiguous, say, say_bytes, say_text, width

if TYPE_CHECKING:
    from ..change.signatures import TopicSigning

STYLES = {"draft": ("◆", "caution"), "reviewed": ("◆", "caution"), "signed": ("●", "advise")}


def complete_topic(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[click.shell_completion.CompletionItem]:
    """The topics of the edition, for the shell."""
    topics = options.load(None).edition.topics
    return [
        click.shell_completion.CompletionItem(each.id, help=each.label.zh)
        for each in topics
        if each.id.startswith(incomplete)
    ]


@click.command("signing")
@click.argument("topic", required=False, metavar="[TOPIC]", shell_complete=complete_topic)
@click.option(
    "--list",
    "as_list",
    is_flag=True,
    help="只打印所签的清单，其 SHA-256 即摘要 · The list that is signed, whose SHA-256 is the digest.",
)
@options.lang
@options.as_json
@options.knowledge
def command(topic: str | None, as_list: bool, lang: Lang, as_json: bool, folder: str | None) -> int:
    """各主题是否已签署；TOPIC：其内容与应签的摘要 · How far each topic is signed; of a TOPIC, its parts and the
    digest to sign. Exit status 3 while not all is signed.
    """
    from ..change.signatures import signings
    from ..language.compiled import default_folder

    knowledge = options.load(folder)
    found = signings(knowledge, default_folder() if folder is None else Path(folder))
    chosen = [each for each in found if topic in (None, each.topic)]
    if not chosen or (as_list and topic is None):
        raise faults.usage(topic, ", ".join(each.topic for each in found), where="TOPIC")
    if as_list:
        say_text(chosen[0].listing)
        return faults.DONE
    if as_json:
        import msgspec

        from ..decide.knowledge_ref import knowledge_ref

        body = {
            "format": "myelobone-signing/1",
            "knowledge": knowledge_ref(knowledge),
            "topics": chosen,
        }
        say_bytes(msgspec.json.format(msgspec.json.encode(body), indent=2))
    else:
        from .standing import standing_line

        lines = [line for each in chosen for line in _lines(each, lang, whole=topic is not None)]
        say([standing_line(knowledge, lang), EMPTY, *lines])
    return faults.DONE if all(each.state == "signed" for each in chosen) else faults.FOUND


def _lines(each: TopicSigning, lang: Lang, *, whole: bool) -> list[Line]:
    mark, style = STYLES[each.state]
    label = each.label.zh if lang == "zh" else each.label.en
    counts = _joined(
        [f"{word_of(kind, lang)} {count}" for kind, count in each.counts.items()], lang
    )
    found: list[Line] = _row(
        [
            Span(f"{label}  ", "head"),
            Span(f"{word(f'topic.{each.state}', lang)}  ", style),
            Span(each.topic, "dim"),
        ],
        first=(Span(f"{mark}  ", style),),
    )
    for one in each.signatures:
        state = "" if one.valid else f"  {word('lapsed', lang)}"
        said = f"{one.by}  {word(f'role.{one.role}', lang)}  {one.on}{state}"
        found += _row([Span(said, "" if one.valid else "stop")])
        if one.changed is not None:
            found += _row(
                [Span(f"{word('changed_since', lang)}  {_joined(list(one.changed), lang)}", "stop")]
            )
    if each.missing and each.state != "signed":
        roles = _joined([word(f"role.{role}", lang) for role in each.missing], lang)
        found += _row([Span(f"{word('to_sign', lang)}  {roles}", "dim")])
    if whole:
        found += [
            *_row([Span(counts)]),
            EMPTY,
            *_row([Span(f"digest: {each.digest}", "head")]),
            EMPTY,
        ]
        found += [(Span(f"   {part}", "dim"),) for part in each.listing.splitlines()]
    return found


def word_of(kind: str, lang: Lang) -> str:
    """What a kind of part is called."""
    from ..page.change_words import KINDS, said

    return said(KINDS[kind], lang) if kind in KINDS else kind


def _joined(texts: list[str], lang: Lang) -> str:
    return ("、" if lang == "zh" else ", ").join(texts)


def _row(spans: list[Span], first: Line | None = None) -> list[Line]:
    return wrap(spans, width(), first=first or (Span("   "),), rest=5, ambiguous=ambiguous())
