"""The 2024 Chinese guideline on multiple myeloma bone disease as running software.

`advise(record, as_of=…)` gives the advice; everything else serves it. Importing the package is
cheap: each public name is fetched when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = [
    "Advice",
    "Knowledge",
    "Record",
    "Refused",
    "__version__",
    "advise",
    "explain",
    "load_knowledge",
    "plan",
    "read_record",
    "series",
    "simulate",
    "what_if",
]

if TYPE_CHECKING:
    from .advice import Advice as Advice
    from .api import advise as advise
    from .api import explain as explain
    from .api import plan as plan
    from .api import series as series
    from .api import simulate as simulate
    from .api import what_if as what_if
    from .edition import load_knowledge as load_knowledge
    from .language.model import Knowledge as Knowledge
    from .language.problems import Refused as Refused
    from .record.model import Record as Record
    from .record.read import read_record as read_record

_HOMES = {
    "Advice": "advice",
    "Knowledge": "language.model",
    "Record": "record.model",
    "Refused": "language.problems",
    "advise": "api",
    "explain": "api",
    "load_knowledge": "edition",
    "plan": "api",
    "read_record": "record.read",
    "series": "api",
    "simulate": "api",
    "what_if": "api",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
