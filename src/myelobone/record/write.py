"""Writes a record back as plain data, JSON or YAML that reads as the same record."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

from .model import Record
from .plain import Plain

_START_OF_NUMBER = list("-+.0123456789")


def to_plain(record: Record) -> dict[str, Plain]:
    """Everything that was read, also what could not be used."""
    data: dict[str, Plain] = json.loads(record.document)
    return data


def to_json(record: Record) -> str:
    """The record as indented JSON, one line at its end."""
    return json.dumps(to_plain(record), ensure_ascii=False, indent=2) + "\n"


def to_yaml(record: Record) -> str:
    """The record as YAML 1.2, simple entries on one line each."""
    text: str = yaml.dump(
        to_plain(record),
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=None,
        sort_keys=False,
        width=10_000,
    )
    return text


class _Dumper(yaml.SafeDumper):
    """Knows the core rules of YAML 1.2, so that `yes` and days stay unquoted text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 (PyYAML declares it so)

    def ignore_aliases(self, data: Any) -> bool:
        """Never writes an alias: each entry stands for itself."""
        return True


def _rule(kind: str, pattern: str, first: list[str]) -> None:
    _Dumper.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(pattern), first)


_rule("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF"))
_rule("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""])
_rule("int", r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", _START_OF_NUMBER)
_rule("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", _START_OF_NUMBER)
