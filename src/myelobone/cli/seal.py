"""`myelobone knowledge seal -o DIR` and `knowledge canaries`: an edition made ready for a server."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from ..page.layout import Line, Span
from ..page.words import Lang, word
from . import faults, options
from .progress import Progress
from .screen import say, say_bytes, talk


@click.command("seal")
@click.option(
    "-o", "--output", "out", required=True, metavar="DIR", shell_complete=options.folders,
    help="新文件夹，尚不存在 · A new folder, which does not exist yet.",
)  # fmt: skip
@options.lang
@options.as_json
@options.knowledge
def command(out: str, lang: Lang, as_json: bool, folder: str | None) -> int:
    """封存一版：复制并写清单，此后改动任一文件即拒绝载入 · A copy of the edition with a manifest: it is used only as
    it is now. Exit status 3 when it is not sound.
    """
    from msgspec.structs import replace

    from ..language.manifest import NAME, encode, manifest_of
    from .standing import as_data, standing_line
    from .verify import tell, verified

    source, target = options.place(folder), Path(out)
    if target.exists():
        raise faults.usage(f"{out} (exists)", "DIR", where="--output")
    found = verified(folder)
    if not found.ok:
        tell(found, lang, as_json=as_json)
        return faults.FOUND
    knowledge = found.knowledge
    assert knowledge is not None
    try:
        shutil.copytree(source, target, ignore=shutil.ignore_patterns(".*", "__*", NAME))
        manifest = manifest_of(target, knowledge)
        (target / NAME).write_bytes(encode(manifest))
    except OSError as error:
        raise faults.usage(f"{out}: {error.strerror}", where="--output") from error
    sealed = replace(knowledge, sealed=True)
    if as_json:
        import msgspec

        body = {**msgspec.to_builtins(manifest), "knowledge": as_data(sealed)}
        say_bytes(msgspec.json.format(msgspec.json.encode(body), indent=1))
    else:
        text = word("sealed_as", lang).format(target, len(manifest.files))
        say([(Span(text, "head"),), (Span(manifest.digest, "dim"),), standing_line(sealed, lang)])
    return faults.DONE


@click.command("canaries")
@click.option("--write", is_flag=True, help="写入 canaries.json · Write canaries.json.")
@options.lang
@options.as_json
@options.knowledge
def canaries(write: bool, lang: Lang, as_json: bool, folder: str | None) -> int:
    """挑选示例患者，使每条规则都有一天起作用；有规则无人触发时退出码 3 · Choose the fewest patient days on which
    every rule fires; exit status 3 when one fires on none.
    """
    from ..change import canaries as choosing
    from ..change.worked import NoPatient, worked

    place, knowledge = options.place(folder), options.load(folder)
    try:
        cases = worked(place / "patients")
    except NoPatient as error:
        raise faults.usage(str(error), where="patients") from error
    progress = Progress(len(cases), lang)
    found = choosing.choose(knowledge, cases, lambda: progress.step(1))
    progress.clear()
    left = choosing.never_seen(knowledge, found)
    if write:
        try:
            (place / choosing.NAME).write_bytes(choosing.encode(found))
        except OSError as error:
            raise faults.usage(f"{place}: {error.strerror}", where="--write") from error
        talk(str(place / choosing.NAME))
    if as_json:
        import msgspec

        from .standing import as_data

        body = {**msgspec.to_builtins(found), "never_seen": left, "knowledge": as_data(knowledge)}
        say_bytes(msgspec.json.format(msgspec.json.encode(body), indent=2))
    else:
        from .signing import word_of
        from .standing import standing_line

        lines: list[Line] = [standing_line(knowledge, lang)]
        lines += [
            (Span(f"{each.patient:44} ", "head"), Span(str(len(each.keys()))))
            for each in found.canaries
        ]
        for kind, names in left.items():
            if names:
                lines.append(
                    (
                        Span(
                            f"{word('never_seen', lang)}  {word_of(kind, lang)} {len(names)}",
                            "caution",
                        ),
                    )
                )
                lines += [(Span(f"   {name}", "dim"),) for name in names]
        say(lines)
    return faults.FOUND if any(left[kind] for kind in choosing.NEEDED) else faults.DONE
