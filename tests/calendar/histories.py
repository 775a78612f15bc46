"""Records of up to five years made from a seed: the ordinary, the untidy and the odd.

A history is walked dose by dose as a clinic would write it down, then disturbed. Days lean towards
the ends of months and the end of February. `exact` histories hold no month-only days, no unknown
values and no contradictory entries of one day, so that each of their days can be counted by hand.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from .possible import AGENTS, DECISIONS, FOUND, HOLDS, LABS, NO, ODD, RARE

Entry = dict[str, Any]


@dataclass
class History:
    """A record and the days on which its calendar is asked for."""

    seed: int
    record: dict[str, Any]
    days: list[int]
    exact: bool
    rng: Random = field(repr=False)


def history(seed: int, *, exact: bool | None = None) -> History:
    """The history of a seed; the same seed gives the same history for ever."""
    rng = Random(f"calendar-{seed}")
    tidy = rng.random() < 0.7
    pen = _Pen(rng, tidy if exact is None else exact)
    pen.write()
    record = {
        "format": "myelobone-record/1",
        "patient": {"id": f"S{seed}", "sex": rng.choice(["female", "male"]), "born": "1955-02-28"},
        "entries": pen.entries,
    }
    if rng.random() < 0.1:
        record["site"] = {"offers": ["xray", "ct", "mri"]}
    return History(seed, record, _asked(rng, pen), pen.exact, rng)


def _asked(rng: Random, pen: _Pen) -> list[int]:
    """The day that the record leads up to; now and then one on which half of it is yet to come."""
    if rng.random() < 0.2:
        return [rng.randint(pen.start, pen.now)]
    return [pen.now]


class _Pen:
    """Writes the entries of one patient, day by day."""

    def __init__(self, rng: Random, exact: bool) -> None:
        self.rng, self.exact = rng, exact
        self.entries: list[Entry] = []
        self.start = _awkward(rng)
        self.length = rng.choice([0, 10, 40, 90, 200, 365, 390, 500, 690, 740, 760, 1100, 1826])
        self.now = self.start + self.length + rng.choice([0, 0, 0, 1, 5, 27, 28, 31])
        self.agent = rng.choice(AGENTS) if rng.random() < 0.93 else rng.choice(RARE)
        creatinine = rng.choice(["80 umol/L"] * 8 + ["150 umol/L", "280 umol/L"])
        self.found = {**FOUND, "creatinine": creatinine}

    def write(self) -> None:
        """The whole history, shuffled where the order of a file means nothing."""
        rng = self.rng
        self._intake()
        if rng.random() < 0.95:
            self._course()
        for chance, part in (
            (0.5, self._response), (0.25, self._relapse), (0.35, self._procedure),
            (0.15, self._jaw), (0.6, self._decisions), (0.15, self._stops), (0.6, self._images),
            (0.6, self._examinations), (0.2, self._second_agent), (0.1, self._osteoporosis),
            (0.3, self._spaced),
        ):  # fmt: skip
            if rng.random() < chance:
                part()
        self._closing()
        if not self.exact:
            self._disturb()
            self._set_aside()
        rng.shuffle(self.entries)
        self.entries.sort(key=lambda entry: str(entry.get("on") or entry.get("from") or ""))

    # -- what a clinic writes down ------------------------------------------------------------

    def put(self, day: int, what: str, /, **more: Any) -> None:
        """One entry on a day."""
        self.entries.append({"on": date.fromordinal(day).isoformat(), "what": what, **more})

    def _intake(self) -> None:
        rng = self.rng
        if rng.random() < 0.97:
            if rng.random() < 0.1:
                self.put(self.start - 200, "disease", value="smouldering_myeloma")
            self.put(self.start, "disease", value="active_myeloma")
        self.put(self.start, "allergy", to="all", value="no")
        if rng.random() < 0.8:
            self.put(self.start - rng.randint(0, 30), "study", modality=rng.choice(["wbldct", "pet_ct", "xray"]), findings=[])  # fmt: skip
        if rng.random() < 0.6:
            self.put(self.start - rng.randint(0, 30), "dental_examination", result="no finding")

    def _course(self) -> None:
        """Doses with what happens to them: early, late, skipped, paused, switched, given twice."""
        rng = self.rng
        day = self.start + rng.choice([0, 1, 3, 10])
        while day <= min(self.now, self.start + self.length):
            purpose = {"for": "hypercalcaemia"} if rng.random() < 0.03 else {}
            self.put(day, "given", agent=self.agent, **purpose)
            self._labs(day)
            if purpose and rng.random() < 0.5:
                day += rng.randint(7, 20)
                continue
            move = rng.random()
            if move < 0.04:
                day += rng.randint(60, 200)  # a pause
            elif move < 0.10:
                day += 56  # a month skipped
            elif move < 0.15:
                day += rng.randint(14, 27)  # too early
            elif move < 0.35:
                day += rng.randint(29, 45)
            else:
                day += 28
            if rng.random() < 0.02:
                self.agent = rng.choice(AGENTS)

    def _labs(self, day: int) -> None:
        """The month's set around a dose: whole or in part, some days before, or after."""
        rng = self.rng
        if rng.random() < 0.15:
            return
        on = day - rng.choice([0, 0, 1, 2, 6, 7, 8, -3])
        for term in LABS:
            if rng.random() < 0.9:
                self.put(on if rng.random() < 0.9 else on - rng.randint(1, 12), term, value=self.found[term])  # fmt: skip

    def _some_day(self) -> int:
        return self.rng.randint(self.start, self.now)

    def _response(self) -> None:
        for _ in range(self.rng.randint(1, 4)):
            self.put(self._some_day(), "response", value=self.rng.choice(["CR", "VGPR", "VGPR", "PR", "SD"]))  # fmt: skip

    def _relapse(self) -> None:
        self.put(self._some_day(), "relapse", value=self.rng.choice(["biochemical", "clinical"]))

    def _procedure(self) -> None:
        rng = self.rng
        for _ in range(rng.choice([1, 1, 2])):
            day = self.now + rng.randint(-150, 200) if rng.random() < 0.8 else self._some_day()
            ahead = day > self.now
            more: Entry = {"kind": rng.choice(["extraction", "implant", "jaw_surgery", "filling"])}
            more["invasive"] = "no" if more["kind"] == "filling" else "yes"
            if ahead or rng.random() < 0.1:
                more["status"] = rng.choice(["planned", "planned", "planned", "urgent"])
            elif rng.random() < 0.5:
                more["status"] = "done"
            self.put(day, "dental_procedure", **more)
            if not ahead and rng.random() < 0.5:
                healed = day + rng.randint(1, 140)
                if rng.random() < 0.4:
                    self.entries[-1]["healed_on"] = date.fromordinal(healed).isoformat()
                elif healed <= self.now:
                    self.put(healed, "open_oral_wound", value="no")
            if ahead and rng.random() < 0.4:
                self.put(self.now - rng.randint(0, 20), "decision", choose="dental_procedure", value=rng.choice(["postpone", "mdt_exception"]), by="A", because="b")  # fmt: skip

    def _jaw(self) -> None:
        rng = self.rng
        day = self._some_day()
        if rng.random() < 0.4:
            self.put(day - rng.randint(0, 30), "onj", status="suspected")
        if rng.random() < 0.2:
            self.put(day, "onj_suspected", value=rng.choice(["yes", "no"]))
        self.put(day, "onj", status="confirmed")
        if rng.random() < 0.6:
            healed = day + rng.randint(30, 250)
            self.put(healed, "onj", status="healed", documented_by="dentist")
            if rng.random() < 0.7:
                self.put(healed + rng.randint(0, 30), "decision", choose="restart", value="yes", by="A")  # fmt: skip

    def _decisions(self) -> None:
        rng = self.rng
        for _ in range(rng.randint(1, 4)):
            choose, value = rng.choice(DECISIONS)
            typed: Entry = {}
            if value == "longer":
                typed = {"every": f"{rng.choice([1, 4, 6])} mo"} if rng.random() < 0.7 else {}
                if rng.random() < 0.2:
                    typed["day"] = date.fromordinal(self.now + rng.randint(-60, 120)).isoformat()
            if value == "one_bisphosphonate_dose" and rng.random() < 0.8:
                typed = {"agent": "zoledronic_acid", "dose": "4 mg", "day": date.fromordinal(self.now + rng.randint(-30, 150)).isoformat()}  # fmt: skip
            day = self._some_day() if rng.random() < 0.7 else self.now
            self.put(day, "decision", choose=choose, value=value, by="A", because="b", **typed)

    def _spaced(self) -> None:
        """A good response after the first year, and the interval lengthened."""
        if self.now - self.start > 380:
            day = self.rng.randint(self.start + 375, self.now)
            self.put(day - self.rng.randint(0, 60), "response", value="VGPR", confirmed="yes")
            value = self.rng.choice(["every_2_months", "every_3_months"])
            self.put(day, "decision", choose="interval", value=value, by="A", because="b")

    def _stops(self) -> None:
        self.put(self._some_day(), "stopped", agent=self.agent, because="b")

    def _images(self) -> None:
        rng = self.rng
        for _ in range(rng.randint(1, 4)):
            modality = rng.choice(["wbldct", "wbldct", "pet_ct", "mri", "xray"])
            more: Entry = {"region": "whole_body"} if modality == "mri" else {}
            self.put(self._some_day(), "study", modality=modality, findings=[], **more)

    def _examinations(self) -> None:
        for _ in range(self.rng.randint(1, 4)):
            self.put(self._some_day(), "dental_examination", result="no finding")

    def _second_agent(self) -> None:
        """A dose of another agent, given elsewhere."""
        self.put(self._some_day(), "given", agent=self.rng.choice(AGENTS))

    def _osteoporosis(self) -> None:
        self.put(self._some_day(), "given", agent=self.rng.choice(["zoledronic_acid", "denosumab"]), **{"for": "osteoporosis"})  # fmt: skip

    def _closing(self) -> None:
        """What was found on the last visit: enough for a dose, mostly."""
        rng = self.rng
        visit = self.now - rng.choice([0, 0, 1, 2, 7, 9, 20])
        for term in ("calcium", "albumin", "creatinine", "weight"):
            if rng.random() < 0.97:
                high = term == "calcium" and rng.random() < 0.05
                self.put(visit, term, value="3.1 mmol/L" if high else self.found[term])
        for term in LABS:
            if rng.random() < 0.3:
                self.put(self.now - rng.choice([0, 1, 5, 8]), term, value=self.found[term])
        for state in NO:
            if rng.random() < 0.9:
                self.put(self.now - rng.randint(0, 40), state, value="no")
        if rng.random() < 0.05 and not self.exact:
            self.put(self.now, "creatinine", value=rng.choice(["170 umol/L", "350 umol/L"]))

    # -- what no clinic should write down ------------------------------------------------------

    def _disturb(self) -> None:
        rng = self.rng
        for _ in range(rng.randint(1, 5)):
            entry = rng.choice([entry for entry in self.entries if "on" in entry])
            match rng.randint(0, 6):
                case 0:
                    entry["on"] = entry["on"][: rng.choice([4, 7])]  # only a year or a month
                case 1 if "value" in entry and entry["what"] != "decision":
                    entry["value"] = "unknown"
                case 2:
                    self.entries.append(dict(entry))  # told twice
                case 3:
                    entry["entered"] = date.fromordinal(self.now + rng.randint(-60, 30)).isoformat()
                case 4:
                    choose, value = rng.choice(ODD)
                    self.put(self._some_day(), "decision", choose=choose, value=value, by="A")
                case 5:
                    entry.pop("on", None)
                case 6:
                    self.put(self._some_day(), "dental_procedure", kind=rng.choice(["other", "extraction", "scaling"]), invasive=rng.choice(["unknown", "no"]))  # fmt: skip
                case _ if len(entry["on"]) == 10:
                    entry["on"] = f"{entry['on'][:10]}T{rng.randint(0, 23):02}:30"

    def _set_aside(self) -> None:
        """A hold set aside by somebody, around the days asked about or long ago."""
        rng = self.rng
        terms = {entry["what"] for entry in self.entries}
        holds = [hold for hold, term in HOLDS.items() if term in terms]
        if not holds or rng.random() < 0.5:
            return
        day = self.now - rng.choice([0, 0, 1, 20, 30, 31, 32])
        until = {"until": date.fromordinal(day + rng.randint(0, 60)).isoformat()}
        for hold in holds:
            self.put(day, "override", item=hold, by="A", because="b", **(until if rng.random() < 0.3 else {}))  # fmt: skip


def _awkward(rng: Random) -> int:
    """A first day, as often as not at the end of a month or of February."""
    year, month = rng.randint(2022, 2027), rng.randint(1, 12)
    if rng.random() < 0.2:
        return date(year, 2, 29 if isleap(year) else 28).toordinal()
    last = monthrange(year, month)[1]
    day = rng.choice([last, last - 1, 1, 28, 29, 30, rng.randint(1, 27)])
    return date(year, month, min(day, last)).toordinal()
