"""Records with many lesions and many values, and what a map or a chart shows of them."""

from __future__ import annotations

from typing import Any

from myelobone import Record, read_record
from myelobone.page.words import Lang
from myelobone.paper.lesions.lesion_map import Options, lesion_map, lesion_table
from myelobone.paper.trends.trends import trends

from ..knowledge.files import knowledge, patient_cases
from .seen import NAMESPACE, Picture

AS_OF = "2026-11-24"
NASTY = "</title></text><script>alert(1)</script>&\"'\x07\u202e]]>"


def record(*entries: dict[str, Any], name: str = "示例") -> Record:
    """A record of plain entries."""
    patient = {"id": "P1", "name": name, "sex": "male", "born": "1960-01-01"}
    data = {"format": "myelobone-record/1", "patient": patient, "entries": list(entries)}
    return read_record(data, knowledge().vocabulary)


def worked(case: str) -> tuple[Record, str]:
    """The record of a worked patient and its day."""
    found = patient_cases()[case]
    return read_record(found.record, knowledge().vocabulary), found.as_of


def study(on: str, *findings: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
    """A study with its findings; with one None, whose findings nobody listed."""
    entry = {"on": on, "what": "study", "modality": "wbldct", **more}
    return entry if None in findings else {**entry, "findings": list(findings)}


def lesion(
    site: str, size: float | None = None, kind: str = "lytic", **more: Any
) -> dict[str, Any]:
    """One finding."""
    return {"kind": kind, "site": site, **({} if size is None else {"size": f"{size} mm"}), **more}


def everywhere() -> Record:
    """A lesion at every site of the vocabulary."""
    return record(study("2026-08-20", *(lesion(site, 8) for site in knowledge().vocabulary.sites)))


def drawn(found: Record, lang: Lang = "zh", as_of: str = AS_OF, **how: Any) -> str:
    """The map as a document."""
    return lesion_map(found, as_of, knowledge(), lang, Options(**how))


def seen(found: Record, lang: Lang = "en", as_of: str = AS_OF, **how: Any) -> Picture:
    """The map taken apart."""
    return Picture(drawn(found, lang, as_of, **how))


def charted(found: Record, lang: Lang = "en", as_of: str = AS_OF, **how: Any) -> Picture:
    """The charts taken apart."""
    return Picture(trends(found, as_of, knowledge(), lang, **how))


def markers(picture: Picture) -> list[tuple[int, float, float]]:
    """The numbered markers on the drawing: number and centre."""
    found = []
    for group in picture.all("g"):
        if group.get("class") == "marker":
            found.append((int(group.attrib["data-n"]), *_centre(group[1])))
    return found


def _centre(shape: Any) -> tuple[float, float]:
    match shape.tag.removeprefix(NAMESPACE):
        case "circle":
            return float(shape.attrib["cx"]), float(shape.attrib["cy"])
        case "rect":
            x, y, w, h = (float(shape.attrib[k]) for k in ("x", "y", "width", "height"))
            return x + w / 2, y + h / 2
        case _:
            corners = [
                tuple(map(float, p.split())) for p in shape.attrib["d"].strip("MZ").split("L")
            ]
            xs, ys = [p[0] for p in corners], [p[1] for p in corners]
            return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


OLD, NEW = "2026-03-02", "2026-08-20"


def two_studies(**more: Any) -> Any:
    return record(
        study(OLD, lesion("skull", 8), lesion("L2", 12), lesion("L3", 9), lesion("T8", 20), **more),
        study(NEW, lesion("skull", 8), lesion("L2", 14), lesion("L3", 7), lesion("ilium_left", 30), region="whole_body"),
    )  # fmt: skip


def rows(found: Record, **how: Any) -> list[dict[str, Any]]:
    table = lesion_table(found, AS_OF, knowledge(), "en", Options(**how))
    return list(table["lesions"])


def words(picture: Picture) -> str:
    return " ".join(box.what for box in picture.texts)
