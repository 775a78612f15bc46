"""Every proof there is, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from ..language.model import Knowledge
from ..language.problems import Text
from .finding import Examined

Check = Callable[[Knowledge], Examined]


class Proof(Struct, frozen=True, kw_only=True):
    """One proof: what it claims of the knowledge, what it counts, and the check itself."""

    kind: str
    claim: Text  # what holds when nothing is found: "Every band table covers its range once."
    unit: Text  # what is counted: "tables"
    check: Check


PROOFS: tuple[Proof, ...] = ()
