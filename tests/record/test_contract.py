"""The whole contract of a record, read with the vocabulary of the edition."""

import pytest

from myelobone.language.model import Vocabulary
from myelobone.record.read import read_record

from .examples import examples
from .made import data, record

MEASURED = """
weight 58 kg|128 [lb_av]
height 160 cm|63 [in_i]
creatinine 168 umol/L|168 µmol/L|168 μmol/L|1.9 mg/dL
creatinine_clearance 51 mL/min
egfr 51 mL/min/{1.73_m2}
calcium 2.35 mmol/L|9.4 mg/dL
ionised_calcium 1.2 mmol/L|4.8 mg/dL
albumin 36 g/L|3.6 g/dL
globulin 30 g/L
phosphate 1.1 mmol/L|3.4 mg/dL
magnesium 0.8 mmol/L|2 mg/dL
sodium 140 mmol/L
potassium 4 mmol/L
vitamin_d 68 nmol/L|27 ng/mL
beta_ctx 0.4 ng/mL
p1np 40 ng/mL
osteocalcin 20 ng/mL
urine_albumin 20 mg/L
haemoglobin 110 g/L|11 g/dL
m_protein_serum 30 g/L|3 g/dL
m_protein_urine 500 mg/(24.h)
free_light_chain_kappa 400 mg/L
free_light_chain_lambda 10 mg/L
free_light_chain_ratio 40|40 1
plasma_cells_marrow 40 %
t_score -2.8 {score}
pain_score 3 {score}
dietary_calcium 450 mg/d
dietary_vitamin_d 200 [iU]/d
glucocorticoid_daily 40 mg
glucocorticoid_cumulative 960 mg
corrected_calcium 2.4 mmol/L|9.6 mg/dL
pth 45 ng/L
ldh 200 U/L
beta2_microglobulin 3 mg/L
"""
WORDS = """
urinalysis normal|abnormal
marrow_mrd positive|negative
imaging_mrd positive|negative
disease suspected_myeloma|mgus|smouldering_myeloma|solitary_plasmacytoma|active_myeloma
newly_diagnosed yes|no
response sCR|CR|VGPR|PR|MR|SD|PD
relapse none|biochemical|clinical
"""
YES_NO = """
extramedullary_suspected organ_damage pregnancy lactation contraception dialysis creatinine_stable
osteoporosis osteomalacia heart_failure oliguria open_oral_wound oral_infection oral_hygiene_good
onj_suspected cord_compression_symptoms thigh_or_groin_pain jaw_symptoms hypocalcaemia_symptoms
hypercalcaemia_symptoms acute_kidney_injury fluid_overload dental_procedure_planned
acute_vertebral_fracture impending_fracture spinal_instability drug_refractory_pain
stem_cell_collection_planned menopause secondary_osteoporosis_disease
"""
ALL_AGENTS = (
    "zoledronic_acid|pamidronate|clodronate|incadronate|ibandronate|denosumab|narlumosbart"
    "|alendronate|bisphosphonate_unspecified|other"
)
ATTRIBUTES = f"""
response confirmed yes|no
allergy to zoledronic_acid|pamidronate|clodronate|incadronate|ibandronate|denosumab|narlumosbart
allergy to alendronate|bisphosphonate|all
creatinine_clearance method text
t_score site lumbar_spine|femur_proximal_left
comorbidity name text
other_cancer name text
pathological_fracture site femur_shaft_left
vertebral_compression_fracture site T9
cord_compression severity early|severe
cord_compression status suspected|confirmed
bone_radiotherapy site T9
bone_radiotherapy dose 30 Gy
bone_radiotherapy fractions 10
bone_radiotherapy status planned|done
bone_surgery site humerus_shaft_right
bone_surgery status planned|done
onj status suspected|confirmed|healed
onj site mandible
onj stage 2
onj documented_by text
study modality xray|ct|wbldct|mri|mri_dwi|pet_ct|bone_densitometry|bone_scintigraphy
study purpose diagnosis|follow_up|mrd|symptom|osteoporosis
study status planned|done
study region whole_body|skull|spine|ribs|pelvis|limbs|other
given agent {ALL_AGENTS}
given dose 4 mg
given route iv|oral|sc
given over 15 min
given for bone_disease|hypercalcaemia|osteoporosis
given name text
ordered agent {ALL_AGENTS}
ordered dose 4 mg
ordered route iv|oral|sc
ordered over 15 min
ordered for bone_disease|hypercalcaemia|osteoporosis
stopped agent zoledronic_acid
stopped because text
medication name ibuprofen
medication class nsaid|aminoglycoside|loop_diuretic|thalidomide|antiangiogenic|glucocorticoid
medication class calcium|vitamin_d|opioid|antimyeloma|other_nephrotoxin|antibiotic_prophylaxis
medication dose 400 mg
analgesic name text
analgesic dose 10 mg
analgesic step 1|2|3
dental_examination result text
dental_procedure kind extraction
dental_procedure invasive yes|no|unknown
dental_procedure status planned|done|urgent
dental_procedure healed_on 2026-11-20
mdt_meeting present text
mdt_meeting question text
mdt_meeting conclusion text
mdt_meeting status planned|done
task_done task mdt_meeting
override until 2026-12-20
"""
DECISIONS = """
bone_agent zoledronic_acid|denosumab
interval monthly|every_2_months|every_3_months|longer
course continue|stop
exit_plan denosumab_every_6_months|one_bisphosphonate_dose
dental_procedure postpone|mdt_exception
restart yes|no
fluids as_printed|adapted
"""
FINDINGS = """
lytic focal_marrow diffuse_marrow uptake_only extramedullary compression_fracture cord_compression
canal_encroachment blastic benign other
"""
PAIRED = """
clavicle scapula humerus_proximal humerus_shaft humerus_distal radius ulna hand ilium ischium pubis
acetabulum femur_proximal femur_shaft femur_distal patella tibia fibula foot
"""
SINGLE = """
skull mandible maxilla sacrum coccyx sternum cervical_spine thoracic_spine lumbar_spine ribs pelvis
femur humerus soft_tissue
"""
SITES = [
    *SINGLE.split(),
    *(f"C{n}" for n in range(1, 8)),
    *(f"T{n}" for n in range(1, 13)),
    *(f"L{n}" for n in range(1, 6)),
    *(f"rib_{n}{side}" for n in range(1, 13) for side in ("", "_left", "_right")),
    *(f"{bone}{side}" for bone in PAIRED.split() for side in ("", "_left", "_right")),
]
NEEDED = {
    "study": {"modality": "ct"},
    "given": {"agent": "denosumab"},
    "ordered": {"agent": "denosumab"},
    "stopped": {"agent": "denosumab"},
    "allergy": {"to": "denosumab", "value": "no"},
    "override": {"item": "x.y", "because": "x", "by": "A. B."},
    "response": {"value": "PR"},
    "creatinine_clearance": {"value": "51 mL/min"},
    "t_score": {"value": "-1 {score}"},
    "task_done": {"task": "mdt_meeting"},
}


def rows(table: str, parts: int) -> list[tuple[str, ...]]:
    """Each row of a table once for each of the values in its last column."""
    found = []
    for line in table.strip().splitlines():
        *names, values = line.split(maxsplit=parts - 1)
        found += [(*names, value) for value in values.split("|")]
    return found


def reads(vocabulary: Vocabulary, **entry: object) -> None:
    read = record(vocabulary, {"on": "2026-11-20", **entry})
    assert [problem.line() for problem in read.problems] == []
    assert not read.entries[0].unusable


@pytest.mark.parametrize(
    ("what", "value"),
    [*rows(MEASURED, 2), *rows(WORDS, 2), *((what, "yes") for what in YES_NO.split()),
     ("ethnicity", "汉族")],
)  # fmt: skip
def test_every_value_of_the_contract_is_read(
    whole_vocabulary: Vocabulary, what: str, value: str
) -> None:
    reads(whole_vocabulary, what=what, value=value)


@pytest.mark.parametrize("what", YES_NO.split())
def test_every_state_of_the_contract_may_be_no_or_unknown(
    whole_vocabulary: Vocabulary, what: str
) -> None:
    reads(whole_vocabulary, what=what, value="no")
    reads(whole_vocabulary, what=what, value="unknown")


@pytest.mark.parametrize(("what", "name", "value"), rows(ATTRIBUTES, 3))
def test_every_attribute_of_the_contract_is_read(
    whole_vocabulary: Vocabulary, what: str, name: str, value: str
) -> None:
    reads(whole_vocabulary, what=what, **{**NEEDED.get(what, {}), name: value})


@pytest.mark.parametrize(("choose", "value"), rows(DECISIONS, 2))
def test_every_decision_of_the_contract_is_read(
    whole_vocabulary: Vocabulary, choose: str, value: str
) -> None:
    reads(
        whole_vocabulary, what="decision", choose=choose, value=value, because="x", by="A. B.",
        dose="60 mg", every="6 mo", day="2026-12-01",
    )  # fmt: skip


@pytest.mark.parametrize("what", ["atypical_femoral_fracture", "transplant", "contrast"])
def test_every_event_without_attributes_is_read(whole_vocabulary: Vocabulary, what: str) -> None:
    reads(whole_vocabulary, what=what)


@pytest.mark.parametrize("kind", FINDINGS.split())
def test_every_kind_of_finding_is_read(whole_vocabulary: Vocabulary, kind: str) -> None:
    finding = {"kind": kind, "site": "L2", "size": "14 mm", "count": 2, "new": "no", "note": "x"}
    reads(whole_vocabulary, what="study", modality="ct", findings=[finding])


@pytest.mark.parametrize("site", SITES)
def test_every_site_of_the_contract_is_read(whole_vocabulary: Vocabulary, site: str) -> None:
    reads(whole_vocabulary, what="pathological_fracture", site=site)


def test_a_site_lists_modalities_and_agents(whole_vocabulary: Vocabulary) -> None:
    site = {
        "offers": ["xray", "ct", "wbldct", "mri", "pet_ct"],
        "agents": ["zoledronic_acid", "denosumab", "pamidronate"],
    }
    assert read_record({**data(), "site": site}, whole_vocabulary).problems == ()


@pytest.mark.parametrize("what", ["ordered", "dental_procedure_planned"])
def test_orders_and_intended_procedures_are_plans(whole_vocabulary: Vocabulary, what: str) -> None:
    entry = {"on": "2026-11-20", "what": what, **NEEDED.get(what, {"value": "yes"})}
    assert record(whole_vocabulary, entry).entries[0].plan


def test_every_bare_number_of_a_measurement_is_refused(whole_vocabulary: Vocabulary) -> None:
    for term in whole_vocabulary.terms.values():
        if term.value.kind == "quantity" and term.value.unit not in ("1", "{score}"):
            entry = {"on": "2026-11-20", "what": term.id, "value": 50}
            (problem,) = record(whole_vocabulary, entry).problems
            assert problem.code == "record.no_unit", term.id


def test_every_term_every_unit_every_word_reads_without_a_problem(
    whole_vocabulary: Vocabulary,
) -> None:
    read = record(whole_vocabulary, *examples(whole_vocabulary))
    together = ("record.conflict", "record.proportion", "record.repeated")
    alone = [p for p in read.problems if p.code not in together]
    assert alone == []
