"""Courses with many values, and what their charts show."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from myelobone.paper.trends.table import trend_data

from ..knowledge.files import knowledge
from .seen import Picture
from .shown import AS_OF, record


def measured(what: str, *values: tuple[str, str], **more: Any) -> list[dict[str, Any]]:
    return [{"on": on, "what": what, "value": value, **more} for on, value in values]


def calcium(*values: tuple[str, str]) -> list[dict[str, Any]]:
    return measured("calcium", *values, range=[2.11, 2.52])


MONTHS = [(f"2026-{month:02}-05", f"2.{40 + month} mmol/L") for month in range(1, 11)]


def full() -> Any:
    """Twenty months of everything that a chart names."""
    entries: list[dict[str, Any]] = measured("weight", ("2025-02-01", "60 kg"))
    day = date(2025, 2, 3)
    for n in range(22):
        on = day.isoformat()
        entries += calcium((on, f"{2.9 - 0.02 * n:.2f} mmol/L"))
        entries += measured("albumin", (on, f"{32 + n % 7} g/L"))
        entries += measured("creatinine", (on, f"{170 - 3 * n} umol/L"))
        entries += measured("weight", (on, "61 kg"))
        entries += measured("phosphate", (on, "0.9 mmol/L"), range=[0.85, 1.51])
        entries += measured("vitamin_d", (on, f"{40 + n} nmol/L"))
        entries += measured("beta_ctx", (on, f"{1.2 - 0.05 * n:.2f} ng/mL"))
        entries += measured("p1np", (on, f"{30 + n} ng/mL"))
        entries += measured("m_protein_serum", (on, f"{40 - 1.5 * n:.1f} g/L"))
        entries += measured("free_light_chain_kappa", (on, f"{900 / (n + 1):.0f} mg/L"))
        entries += measured("free_light_chain_lambda", (on, "<3.3 mg/L" if n % 3 else "5 mg/L"))
        entries += measured("pain_score", (on, f"{max(0, 8 - n)} {{score}}"))
        entries.append({"on": on, "what": "given", "agent": "zoledronic_acid", "dose": "3.5 mg"})
        day += timedelta(days=28)
    entries.append(
        {"from": "2025-03-01", "to": "2025-09-01", "what": "analgesic", "name": "x", "step": 3}
    )
    entries.append({"on": "2025-06-02", "what": "bone_radiotherapy", "site": "T8"})
    return record(*entries)


def data(found: Any, **how: Any) -> dict[str, Any]:
    return trend_data(found, AS_OF, knowledge(), "en", **how)


def line(found: Any, panel: str, number: int = 0) -> list[dict[str, Any]]:
    return list(data(found, panel=panel)["panels"][0]["lines"][number]["values"])


def words(picture: Picture) -> str:
    return " ".join(box.what for box in picture.texts)


def joined(picture: Picture) -> int:
    """How many straight pieces join values."""
    return (
        len(
            [
                p
                for p in picture.all("path")
                if p.get("stroke-width") == "1.3" and p.get("stroke") == "#1f4e86"
            ]
        )
        - 1
    )
