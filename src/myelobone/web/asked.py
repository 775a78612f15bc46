"""The one place where the clinic asks for advice: as of a day, refused when the worked patients get wrong answers."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from ..advice import Advice
from ..api import advise
from ..edition import own_edition
from . import clock
from .serve import canaries
from .store.reading import Chart

MOST = 512  # advices that a process remembers


class NotTrusted(Exception):
    """Raised when the knowledge does not answer its worked patients as it must: then there is no advice."""


def trusted() -> None:
    """Raises NotTrusted when a worked patient gets a wrong answer."""
    if wrong := canaries.known():
        raise NotTrusted(", ".join(wrong))


_kept: OrderedDict[tuple[str, str, str], Advice] = OrderedDict()
_lock = Lock()


def advice_of(chart: Chart, day: str | None = None) -> Advice:
    """The advice on a chart as of a day, today by default. The same record and day are asked once.

    Raises NotTrusted, or ValueError when `day` is no day.
    """
    trusted()
    known = own_edition()
    as_of = day or clock.today().isoformat()
    key = (chart.record.digest, as_of, known.digest)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    advice = advise(chart.record, as_of, known)
    with _lock:
        _kept[key] = advice
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return advice
