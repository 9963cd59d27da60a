"""What follows from what was found: an endoscopist's act, a report's conclusion, an ambulance's and intensive care's conduct."""

from typing import Any

from labkit.data.notes.facts.identity import Draw
from labkit.data.notes.facts.stay import Stay
from labkit.data.notes.knowledge import consequences as follows
from labkit.data.notes.knowledge.compatibility import among_patients
from labkit.data.notes.knowledge.vocabulary import Concept, findings, table
from labkit.data.notes.plan.items import Item, Step

_LATEX = 5  # its place among the allergens


def _worded(step: Step) -> str:
    return "path" if step.about == "path" else "imaging"


class Conduct:
    """Verbs of a recipe that answer what the note has said so far; the planner's other half."""

    stay: Stay
    tags: frozenset[str]
    r: Draw
    kind: str
    told: set[str]
    wondered: list[Concept]
    left_open: set[str]
    query: Concept | None
    section: str
    denied: set[str]
    decided: set[str]
    read_signs: bool
    said: list[Concept]

    def _say(self, *args: Any, **more: Any) -> list[Item]:
        raise NotImplementedError

    def _seen(self, category: str) -> list[Concept]:
        """What the note has described of a category so far, each once."""
        return list(dict.fromkeys(f for f in self.said if category in f.categories))

    def _acted(self, step: Step) -> list[Item]:
        """What the endoscopist does about what was seen."""
        acts = table("compatibility")["endo_act"]
        seen = [acts[f.group] for f in self._seen("endo") if f.group in acts]
        if "ulcer" in seen and self.stay.main.id != "gi_bleed":  # whose stomach is sampled already
            seen = [act for act in seen if act != "gastritis"]
        return [Item("frame", f"endo_act.{act}") for act in dict.fromkeys(seen)]

    def _concluded(self, step: Step) -> list[Item]:
        """A report concludes on all that it described."""
        found = self._seen(step.about) or self.stay.present[step.about][:1]
        register = step.about if step.about == "path" else "imaging"
        doubts = [f for f in self.wondered if step.about in f.categories and f.id in self.left_open][:1]
        again = self._say(doubts, "uncertain", "imaging", "uncertain", "uncertainty", lean="open")
        if again and step.about != "path":
            again = [*again, Item("frame", "recheck")]
        return [*self._say(found, "present", register, "present", None), *again]

    def _verdict(self, step: Step) -> list[Item]:
        """The answer to what was asked, before the finding that makes it."""
        known, asked = follows.settles(step.about), self.query or self.stay.main
        if step.about == "path" and self.stay.main.id in ("gi_bleed", "peptic_ulcer"):
            return [Item("frame", "verdict.gastritis")]
        if asked.id not in known:
            return []
        doubted = {f.id for f in self.stay.uncertain[step.about]}
        if known[asked.id] in {f.id for f in self.stay.present[step.about]}:
            return self._say([asked], "answer", "yes" if self.query else "shown", "present", None)
        self.decided.add(asked.id)
        own = asked.id == self.stay.main.id and set(self.stay.main.findings)
        partly = own and own & {f.id for f in self.stay.present[step.about]}
        if partly or known[asked.id] in doubted:
            return [Item("frame", "verdict.open")]
        return self._say([asked], "answer", "no", "absent", "negation")

    def _owed(self, step: Step) -> list[Item]:
        """What a report of this kind never leaves out: the germ of a gastritis, the leak of an infected valve, the nodes."""
        present = {f.id for f in self.stay.present[step.about]}
        told = {f.id for f in self.said}
        own = {
            "gi_bleed": "path_hp", "peptic_ulcer": "path_hp", "colon_cancer": "path_node", "colon_polyp": "path_dysplasia",
        }  # fmt: skip
        owed = "echo_ar" if "echo_vegetation" in present else ""
        owed = own.get(self.stay.main.id, "") if step.about == "path" else owed
        if step.about == "path" and self.stay.main.id == "lymphoma":
            return [Item("frame", "verdict.stained")]
        if not owed or (owed in told and not self.section.startswith("conclusion")):
            return []
        if owed in present:
            return (
                []
                if owed in told
                else self._say([findings()[owed]], "present", _worded(step), "present", None)
            )
        self.denied.add(owed)
        return self._say([findings()[owed]], "absent", _worded(step), "absent", "negation")

    def _advised(self, step: Step) -> list[Item]:
        """What a report advises: by what was found, else now and then something."""
        wanted, drawn = table("compatibility")["advise"], self.r()
        found = [wanted[f.group] for f in self.said if f.group in wanted]
        if found:
            return [Item("frame", f"advise.{found[0]}")]
        return [Item("frame", "recommend")] if drawn < 0.3 and self.kind != "chest_xray" else []

    def _companions(self, step: Step) -> list[Item]:
        """What an old illness, a habit or a drug of long standing asks for beside the illness of today."""
        wanted = [name for name, owed in self._owing() if owed]
        asked: list[Item] = []
        dark = findings()["suicidal"]
        if "suicide" in wanted and dark.id not in self.denied:
            self.denied.add(dark.id)
            asked = self._say([dark], "absent", "symptom", "absent", "negation")
        elif "suicide_now" in wanted and dark not in self.said:
            asked = self._say([dark], "present", "symptom", "present", None)
        return [*asked, *(Item("frame", f"companion.{name}") for name in wanted)]

    def _owing(self) -> list[tuple[str, bool]]:
        stay, main, kind = self.stay, self.stay.main.id, self.kind
        known = {c.id for c in stay.person.known}
        home = {p.drug.id for p in stay.person.home}
        begun = {p.drug.family for p in stay.started}
        admitted = kind == "admission_note" or (kind == "emergency_note" and stay.los > 0)
        theatre = kind == "preanaesthesia"
        blood = among_patients("antiplatelets") | among_patients("anticoagulants")
        booked = main in ("inguinal_hernia", "gallstones", "colon_cancer", "meniscus_tear")
        phoned = kind == "telephone_note"
        thoughts = "suicidal" in self.tags
        return [
            ("withdrawal", admitted and stay.person.alcohol == "daily"),
            ("glucose", admitted and "prednisone" in begun and bool(known & {"t1d", "t2d"})),
            ("insulin", "t1d" in known and (theatre or admitted and "npo" in self.tags)),
            ("steroid_cover", theatre and "prednisone" in home),
            ("thinner", kind == "consultation_letter" and booked and bool((blood - {"aspirin"}) & home)),
            (
                "slow_pulse",
                main == "stemi" and kind in ("admission_note", "icu_note") and "bradycardia" in stay.groups,
            ),
            ("latex", theatre and stay.person.allergen == _LATEX),
            ("heart", theatre and stay.asa > 2),
            ("suicide", phoned and main == "depression" and not thoughts),
            ("suicide_now", phoned and main == "depression" and thoughts),
            ("head", phoned and main == "fall_geri"),
        ]

    def _stage(self, step: Step) -> list[Item]:
        """A tumour that was resected is staged, with its nodes."""
        if self.stay.main.id != "colon_cancer":
            return []
        nodes = [f for f in self.stay.present["path"] if f.id == "path_node" and f not in self.said]
        return [
            *self._say(nodes, "present", "path", "present", None),
            Item("frame", f"stage.{self.stay.main.id}"),
        ]

    def _specimen(self, step: Step) -> list[Item]:
        """Where the specimen comes from."""
        known = table("compatibility")["specimen"]
        return [Item("frame", f"specimen.{self.stay.main.id}")] if self.stay.main.id in known else []

    def _ems(self, step: Step) -> list[Item]:
        """What an ambulance does for such a patient."""
        at_hand = "ambulance" in self.stay.plan.where
        return [Item("frame", f"ems.{self.stay.main.id}")] if at_hand else []

    def _icu(self, step: Step) -> list[Item]:
        """What intensive care does on this day of the illness."""
        known = "icu" in self.stay.plan.where
        return [Item("frame", f"icu.{self.stay.main.id}" if known else f"care.{self.stay.main.id}")]

    def _nurse(self, step: Step) -> list[Item]:
        """What the nurse does about what was found first, about a complaint that cannot wait, and about the vital signs."""
        acts, alarms = table("compatibility")["nurse"], table("compatibility")["alarms"]
        seen = self.stay.present["nursing"][:1]
        done = [acts[f.group] for f in seen if f.group in acts]
        if self.kind == "nursing_note":
            done += [alarms[f.group] for f in self.said if f.group in alarms and f not in seen]
        if self.stay.main.id in among_patients("watched"):
            done.append(f"watch.{self.stay.main.id}")
        also = {"npo": "bowels", "heart_failure": "legs"}  # where the act is another
        calls = among_patients("doctor_called") | {act for tag, act in also.items() if tag in self.tags}
        done = list(dict.fromkeys(done))
        called = [act for act in done if act in calls]
        done = [act for act in done if act not in called[:-1]]  # the doctor is called once
        if self.read_signs and "alarmed" in self.tags and "fluids" not in self.tags and not called:
            done.append("alarm")
        return [Item("frame", f"nurse.{act}") for act in done]

    def _dark(self, step: Step) -> list[Item]:
        """A psychiatrist says whether there are thoughts of death."""
        dark = findings()["suicidal"]
        if "suicidal" in self.tags:
            return [] if dark in self.said else self._say([dark], "present", "psych", "present", None)
        if dark.id in self.denied:
            return []
        self.denied.add(dark.id)
        return self._say([dark], "absent", "psych", "absent", "negation")

    def _ongoing(self, step: Step) -> list[Item]:
        """The regimen: begun on the first day, continued on the others; what is given once is given on the first."""
        given = self.stay.started
        if "vent" in self.tags:  # nobody swallows beside a tube
            given = [p.by_tube() for p in given]
        if "early" in self.tags:
            once = [(p, p.frequency == "once") for p in given[:3]]
            return [
                Item("drug", "drug.given", content=("given", p))
                if at_once
                else Item("drug", "drug.start", content=("started", p))
                for p, at_once in once
            ]
        lasting = [p for p in given if p.frequency != "once"]
        if self.stay.main.id == "meningitis" and self.stay.icu_day() > 4:  # a course of four days
            lasting = [p for p in lasting if p.drug.id != "dexamethasone"]
        return [Item("drug", "drug.continue", content=("given", p)) for p in lasting[:3]]

    def _suspend(self, step: Step) -> list[Item]:
        """What is not taken on the day of an operation."""
        if self.stay.main.id == "cataract":  # under drops
            return []
        held = [p for p in self.stay.person.home if p.drug.id in among_patients("held_for_surgery")]
        return [Item("drug", "drug.suspend", content=("stopped", p)) for p in held]

    def _differs(self, condition: Concept, category: str | None) -> bool:
        """Whether a second diagnosis can be left open: nothing that the note denies speaks of it."""
        found = getattr(condition, "findings", ())
        if category is None:
            return not set(found[:3]) & self.denied
        shown = {f.id for f in self.stay.imaged(category)} & set(found)
        seen = {f.id for f in self._seen(category)}
        return condition.id in among_patients("by_image") and bool(shown & seen) and not shown & self.denied

    def _excludes(self, condition: Concept, category: str) -> bool:
        """Whether an image rules a diagnosis out: it can show it, and says that it is not there."""
        shown = {f.id for f in self.stay.imaged(category)} & set(getattr(condition, "findings", ()))
        seen = {f.id for f in self._seen(category)}
        known = condition.id in among_patients("by_image")
        return known and bool(shown & self.denied) and not shown & seen
