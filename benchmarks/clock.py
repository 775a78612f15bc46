"""Timing on a machine that others use, too: many passes taken in turn, the best and the median of them."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple


class Timing(NamedTuple):
    """Seconds for one piece of work: the best pass and the median of all passes."""

    best: float
    median: float


def timing(seconds: Sequence[float]) -> Timing:
    """The best and the median of some passes."""
    return Timing(min(seconds), median(seconds))


def race(runners: dict[str, Callable[[], int]], passes: int) -> dict[str, Timing]:
    """Seconds of each runner for one piece of work, all in turn so that a busy moment hits them alike.

    A runner does some pieces of work and answers how many they were.
    """
    spent: dict[str, list[float]] = {name: [] for name in runners}
    for runner in runners.values():
        runner()
    for _ in range(passes):
        for name, runner in runners.items():
            start = perf_counter()
            pieces = runner()
            spent[name].append((perf_counter() - start) / pieces)
    return {name: timing(seconds) for name, seconds in spent.items()}


def percentile(seconds: Sequence[float], share: float) -> float:
    """The value that a share of all values does not pass."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def machine() -> str:
    """The machine in one line: processor, cores, Python, day, and how busy it is."""
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "not told"
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()}, "
        f"{platform.python_implementation()} {platform.python_version()}, "
        f"{datetime.now(UTC).date().isoformat()}, load average {load}"
    )


def busy() -> bool:
    """Whether more was running in the last quarter of an hour than the machine has cores for."""
    return hasattr(os, "getloadavg") and os.getloadavg()[2] > (os.cpu_count() or 1)


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def short(seconds: float) -> str:
    """A time that a person reads at a glance."""
    if seconds < 1e-3:
        return f"{seconds * 1e6:.3g} us"
    if seconds < 1:
        return f"{seconds * 1e3:.3g} ms"
    return f"{seconds:.3g} s"
