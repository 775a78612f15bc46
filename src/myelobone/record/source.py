"""Opens what a record may come from (path, text, bytes, open file, plain data) and reads it strictly."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn, Protocol

from ..language import yaml
from ..language.problems import Refused
from .messages import Fault
from .plain import MAX_BYTES, Plain, plain


class Readable(Protocol):
    """An open file, of text or of bytes."""

    def read(self, size: int = ..., /) -> str | bytes:
        """At most `size` characters or bytes."""


Source = Path | str | bytes | Readable | Mapping[str, Any]


def open_plain(source: Source) -> Plain:
    """The plain data of a record file; raises Refused with line and column where they are known.

    A text of one line that does not begin with a brace is a path. The ending `.json` allows JSON
    only, `.yaml` and `.yml` YAML only; anything else is JSON if it begins like JSON, else YAML.
    """
    match source:
        case Path():
            return _file(source)
        case str() if _is_path(source):
            return _file(Path(source))
        case str() | bytes():
            return _parse(_decoded(source), "")
        case Mapping():
            return plain(source)
    if not hasattr(source, "read"):
        _refuse("record.not_a_record", found=type(source).__name__)
    try:
        content = source.read(MAX_BYTES + 1)
    except UnicodeDecodeError:
        _refuse("record.not_utf8")
    except (OSError, ValueError) as error:
        _refuse("record.unreadable", found=str(error))
    if not isinstance(content, str | bytes):
        _refuse("record.not_a_record", found=type(content).__name__)
    return _parse(_decoded(content), str(getattr(source, "name", "")))


def open_json(content: bytes) -> Plain:
    """The plain data of one JSON text, as in a stream of records; raises Refused."""
    return plain(_json(_decoded(content)))


def _is_path(text: str) -> bool:
    if not text.strip():
        return False
    return "\n" not in text and ": " not in text and not text.lstrip().startswith(("{", "["))


def _file(path: Path) -> Plain:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        _refuse("record.not_found", found=str(path))
    except (OSError, ValueError) as error:
        _refuse("record.unreadable", found=f"{path}: {getattr(error, 'strerror', None) or error}")
    return _parse(_decoded(content), path.name)


def _decoded(content: str | bytes) -> str:
    if len(content) > MAX_BYTES:
        _refuse("record.too_large", allowed=f"{MAX_BYTES // 1_000_000} MB")
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse("record.not_utf8", found=f"byte {error.start + 1}")


def _parse(text: str, name: str) -> Plain:
    ending = name.lower()
    if ending.endswith(".json"):
        return plain(_json(text))
    if not ending.endswith((".yaml", ".yml")) and text.lstrip().startswith(("{", "[")):
        try:
            return plain(_json(text))
        except _NotJSON:
            pass  # a YAML mapping in braces
    return plain(_yaml(text))


def _yaml(text: str) -> Any:
    try:
        root = yaml.read_nodes(text)
    except RecursionError:
        _refuse("record.too_deep")
    _keep_leading_zeros(root)
    return yaml.plain(root)


def _keep_leading_zeros(root: yaml.Node) -> None:
    """Refuses `id: 0012`, which YAML reads as the number 12: identities are never guessed."""
    match root:
        case yaml.Mapping(items={"patient": yaml.Mapping(items={"id": yaml.Scalar() as id_})}):
            if not isinstance(id_.value, str | None) and str(id_.value) != id_.text:
                at = f"line {id_.mark.line}, column {id_.mark.column}"
                fault = Fault("record.id_in_quotes", found=id_.text, nearest=f'"{id_.text}"')
                raise Refused([fault.at(at)])


class _NotJSON(Refused):
    """Raised for text that is not JSON at all; refused as such when only JSON will do."""


def _json(text: str) -> Any:
    try:
        return json.loads(
            text,
            object_pairs_hook=_unique,
            parse_constant=_no_number,
            parse_int=_int,
            parse_float=_float,
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise _NotJSON([Fault("record.not_json", found=error.msg).at(where)]) from None
    except RecursionError:
        _refuse("record.too_deep")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        raise Refused(
            Fault("record.duplicate_key", found=key).at("record")
            for key, count in counts.items()
            if count > 1
        )
    return found


def _no_number(text: str) -> NoReturn:
    _refuse("record.not_a_number", found=text)


def _int(text: str) -> int:
    if len(text) > 19:
        _no_number(text)
    return int(text)


def _float(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        _no_number(text)
    return number


def _refuse(code: str, found: str | None = None, allowed: str | None = None) -> NoReturn:
    raise Refused([Fault(code, found=found, allowed=allowed).at("record")])
