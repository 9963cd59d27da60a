"""The drugs of a note: begun, given, gone on with, suspended, prescribed."""

from labkit.data.notes.facts.prescription import Prescription
from labkit.data.notes.facts.treatment import ischaemic
from labkit.data.notes.knowledge import compatibility as together
from labkit.data.notes.knowledge import safety
from labkit.data.notes.knowledge.compatibility import among_patients
from labkit.data.notes.plan.draft import Draft
from labkit.data.notes.plan.items import Item, Step
from labkit.data.notes.plan.kinds import OFFICE


def drugs(draft: Draft, step: Step) -> list[Item]:
    """A list: the usual drugs, those of the discharge, a prescription's."""
    if draft.kind == "prescription":
        return [Item("drugs", "discharge", content=_prescribed(draft))]
    if step.about == "discharge":
        return [Item("drugs", "discharge", content=draft.stay.discharge)]
    home = draft.stay.person.home
    return [Item("drugs", "home", content=home[:2] if step.about == "home_short" else home)]


def _prescribed(draft: Draft) -> list[Prescription]:
    """What the illness calls for; the long-term list where it goes on with it, and not for ten days."""
    new = [p for p in draft.stay.after if p.frequency != "cont"]
    if "course" in draft.tags and new:
        return new
    return draft.stay.discharge or new


def start(draft: Draft, step: Step) -> list[Item]:
    """The next line of the regimen, begun here."""
    if draft.kind == "progress_note":  # it was begun on the first day
        return _one(draft, "given", "drug.continue", _begun(draft))
    return _one(draft, "started", "drug.start", _begun(draft))


def treat(draft: Draft, step: Step) -> list[Item]:
    """The whole regimen, as far as it was not told yet."""
    left = len(_begun(draft)) - draft.treated
    items = [item for _ in range(min(left, step.high)) for item in start(draft, step)]
    return [*_usual(draft), *items, *_continued(draft)]


def given(draft: Draft, step: Step) -> list[Item]:
    """The next line of the regimen, given once."""
    return _one(draft, "given", "drug.given", draft.stay.started)


def _one(draft: Draft, status: str, pool: str, prescriptions: list[Prescription]) -> list[Item]:
    if draft.treated >= len(prescriptions):
        return []
    chosen = prescriptions[draft.treated]
    draft.treated += 1
    first = safety.loading(draft.stay.main.id, chosen.drug.id) if draft.kind == "emergency_note" else ""
    if draft.kind == "emergency_note" and draft.stay.main.id in ("nstemi", "stemi"):
        first = first or together.in_ambulance(draft.stay.region, chosen.drug.id)
    chosen = chosen.at(first).every("once") if first else chosen
    if draft.kind == "emergency_note" and chosen.frequency == "once" and chosen.route in ("IM", "IV"):
        status, pool = "given", "drug.given"  # an injection is not begun
    at_home = {p.drug.id for p in draft.stay.person.home}
    if status == "started" and chosen.drug.id in at_home:
        status, pool = "given", "drug.continue"  # more often than at home
    return [Item("drug", pool, content=(status, chosen))]


def _begun(draft: Draft) -> list[Prescription]:
    """What is prescribed here: nobody starts a drip at the office."""
    if draft.kind == "operative_report":
        return draft.stay.after_operation
    if "visual" in draft.tags and draft.kind in OFFICE:  # sent to hospital for what is given there
        return []
    drip = any(p.route == "IV" for p in draft.stay.started)
    return draft.stay.after if drip and draft.kind in OFFICE else draft.stay.started


def ongoing(draft: Draft, step: Step) -> list[Item]:
    """The regimen: begun on the first day, continued on the others; what is given once is given on the first."""
    doses = draft.stay.started
    if "vent" in draft.tags:  # nobody swallows beside a tube
        doses = [p.by_tube() for p in doses]
    if "early" in draft.tags:
        return [
            Item("drug", "drug.given", content=("given", p))
            if p.frequency == "once"
            else Item("drug", "drug.start", content=("started", p))
            for p in doses[:4]
        ]
    lasting = [p for p in doses if p.frequency != "once"]
    if draft.stay.main.id == "meningitis" and draft.stay.icu_day() > 4:  # a course of four days
        lasting = [p for p in lasting if p.drug.id != "dexamethasone"]
    return [Item("drug", "drug.continue", content=("given", p)) for p in lasting[:4]]


def _usual(draft: Draft) -> list[Item]:
    """A drug that the illness was treated with before, named with its dose; nothing where there is none."""
    if draft.kind == "operative_report" or draft.usual:
        return []
    draft.usual = True
    own = draft.stay.main.drugs if draft.stay.main.id in among_patients("flares") else ()
    kept = [p for p in _going_on(draft, draft.stay.person.home) if p.drug.id in own]
    said = {p.drug.id for p in draft.stay.continued}
    return [Item("drug", "drug.usual", content=("home", p)) for p in kept if p.drug.id not in said][:1]


def _continued(draft: Draft) -> list[Item]:
    """The usual drugs that the illness is treated with, once a note."""
    if draft.resumed or draft.kind in ("operative_report", "psychiatry_note"):
        return []
    draft.resumed = True
    return [
        Item("drug", "drug.continue", content=("home", p)) for p in _going_on(draft, draft.stay.continued)
    ]


def _going_on(draft: Draft, taken: list[Prescription]) -> list[Prescription]:
    """What of the usual treatment is not suspended."""
    halted = {p.drug.id for p in draft.stay.stopped}
    return [p for p in taken if p.drug.id not in halted]


def stop(draft: Draft, step: Step) -> list[Item]:
    """What of the usual treatment the illness suspends: all of it, once a note."""
    left = draft.stay.stopped[draft.halted :][: step.high]
    draft.halted += len(left)
    draft.raised = draft.raised or bool(left)
    return [Item("drug", "drug.stop", content=("stopped", p)) for p in left]


def suspend(draft: Draft, step: Step) -> list[Item]:
    """What is not taken on the day of an operation."""
    if draft.stay.main.id == "cataract":  # under drops
        return []
    held = [p for p in draft.stay.person.home if p.drug.id in among_patients("held_for_surgery")]
    return [Item("drug", "drug.suspend", content=("stopped", p)) for p in held]


def omitted(draft: Draft, step: Step) -> list[Item]:
    """A usual drug that the ward forgot: what a pharmacist finds."""
    left = [p for p in draft.stay.person.home if p in draft.stay.discharge]
    if len(left) < 2:
        return []
    draft.raised = True
    return [Item("drug", "drug.omitted", content=("home", left[int(draft.stay.u[21] * len(left))]))]


def advise(draft: Draft, step: Step) -> list[Item]:
    """What becomes of the pharmacist's advice, where there was any."""
    return [Item("frame", "pharm_rec")] if draft.raised else []


def rescue(draft: Draft, step: Step) -> list[Item]:
    """What the ambulance gave."""
    stay = draft.stay
    spared = "aspirin" not in {p.drug.id for p in stay.rescue}
    if spared and ischaemic(stay.main.id, stay.person.age):  # the crew says why not
        thinners = among_patients("anticoagulants")
        taken = [p for p in stay.person.home if p.drug.id in thinners][:1]
        why = [Item("drug", "drug.continue", content=("home", p)) for p in taken]
        return why or [Item("frame", "allergy.some")]
    return _one(draft, "given", "drug.given", stay.rescue)


def ending(draft: Draft, step: Step) -> list[Item]:
    """How a prescription ends: for how long, and whether it is renewed."""
    steroid = any(p.drug.id == "prednisone" and float(p.dose) > 20 for p in _prescribed(draft))
    taper = steroid and draft.stay.main.id not in among_patients("brief") | {"asthma"}
    return [Item("frame", "rx_taper" if taper else "rx_end")]
