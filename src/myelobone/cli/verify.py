"""`knowledge verify`: every file read afresh and held against its seal, every reference, unit and example, every canary."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from ..change.verify import Verified, verify
from ..language.model import Knowledge
from ..language.problems import Problem, Refused
from ..page.layout import Line, Span
from ..page.words import Lang, word
from . import options
from .screen import say, say_bytes, talk


class Sound(Struct, frozen=True, kw_only=True):
    """What was found: problems, and if the edition could be read its counts and canaries."""

    ok: bool
    problems: tuple[Problem, ...]
    knowledge: Knowledge | None = None
    result: Verified | None = None


def verified(folder: str | None) -> Sound:
    """Reads an edition as if nothing were kept of it, and tries it."""
    from ..decide.examples import check_examples
    from ..language.compiled import digest_of, is_shipped
    from ..language.load import load_folder
    from ..language.manifest import held_against

    place: Path = options.place(folder)
    try:
        sealed = held_against(place, digest_of(place), required=is_shipped(place))
        knowledge = load_folder(place)
        check_examples(knowledge)
    except Refused as refused:
        return Sound(ok=False, problems=refused.problems)
    knowledge = msgspec.structs.replace(knowledge, sealed=sealed)
    result = verify(knowledge, place)
    return Sound(ok=result.ok, problems=result.failures, knowledge=knowledge, result=result)


def tell(found: Sound, lang: Lang, *, as_json: bool) -> None:
    """Prints what was found: problems on standard error, the rest as the result."""
    if as_json:
        say_bytes(msgspec.json.format(msgspec.json.encode(_body(found)), indent=2))
        return
    for problem in found.problems:
        talk(problem.line(lang))
    if found.result is not None and found.knowledge is not None:
        say(_lines(found.knowledge, found.result, lang))


def _body(found: Sound) -> dict[str, object]:
    body: dict[str, object] = {"sound": found.ok, "problems": found.problems}
    if found.result is not None and found.knowledge is not None:
        from .standing import as_data

        result = found.result
        body |= {
            "edition": f"{result.edition} {result.version}", "digest": result.digest,
            "counts": result.counts, "canaries": result.canaries, "knowledge": as_data(found.knowledge),
        }  # fmt: skip
    return body


def _lines(knowledge: Knowledge, result: Verified, lang: Lang) -> list[Line]:
    from .signing import word_of
    from .standing import standing_line

    lines: list[Line] = [standing_line(knowledge, lang), (Span(result.digest, "dim"),)]
    for kind, count in result.counts.items():
        lines.append((Span(f"{count:5} "), Span(word_of(kind, lang))))
    run = result.canaries
    lines.append((Span(word("canaries", lang).format(run.days), "head"),))
    for kind, count in run.seen.items():
        lines.append((Span(f"{count:5} / {run.of[kind]} "), Span(word_of(kind, lang))))
    return lines
