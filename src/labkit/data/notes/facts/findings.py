"""What a stay's patient shows, what is looked for and is not there, and what is left in doubt, by category."""

from labkit.data.notes.facts.identity import Draw
from labkit.data.notes.facts.person import Person
from labkit.data.notes.knowledge import compatibility as together
from labkit.data.notes.knowledge import consequences as follows
from labkit.data.notes.knowledge.concepts import CATEGORIES, by_category, deniable, incidental, shown_by
from labkit.data.notes.knowledge.vocabulary import Concept, Condition, findings, table

_REPORTED = ("cxr", "ct", "us", "mri", "echo", "endo", "path")
# Where what makes the diagnosis is never left out.
_CARDINAL = (*_REPORTED, "symptom", "sign")


def imaged(plan: together.Plan, category: str, found: tuple[Concept, ...]) -> tuple[Concept, ...]:
    """Those of the part of the body that is imaged, or of the organ that is sampled."""
    if category not in together.PARTS:
        return found
    inside = together.shown_in(plan.parts.get(category, together.PARTS[category]))
    return tuple(f for f in found if f.id in inside)


class Findings:
    """Findings of one stay: ``present``, ``absent`` and ``uncertain`` by category, and the ``groups`` of those present."""

    def __init__(self, person: Person, main: Condition, plan: together.Plan, r: Draw) -> None:
        self.person = person
        self.main = main
        self.plan = plan
        self.present: dict[str, list[Concept]] = {}
        self.absent: dict[str, list[Concept]] = {}
        self.uncertain: dict[str, list[Concept]] = {}
        self.groups: set[str] = set()
        self._show(r)
        self._deny(r)

    def _show(self, r: Draw) -> None:
        shown = {c: imaged(self.plan, c, found) for c, found in shown_by(self.main.id).items()}
        groups = self.groups
        for category in CATEGORIES:
            kept = [f for f in shown[category] if r() < 0.8] or list(shown[category][:1])
            gone = category == "sign" and self.main.id in together.among_patients("recovered")
            first = next((f for f in shown[category] if f.group != "fever"), None) or next(
                iter(shown[category]), None
            )
            if first is not None and category in _CARDINAL and not gone and first not in kept:
                kept.insert(0, first)
            kept = [] if gone else kept
            if category == "sign":  # what tells the illness apart comes before the fever
                kept.sort(key=lambda f: f.group == "fever")
            # nor is an image read without what settles it
            if made := follows.settles(category).get(self.main.id):
                kept.sort(key=lambda f: f.id != made)
            cardinal = category == "symptom" and self.main.id in together.among_patients("cardinal")
            if len(kept) > 1 and r() < 0.4 and category not in (*_REPORTED, "sign") and not cardinal:
                kept.insert(0, kept.pop(1))
            met = r() < 0.3
            if category != "sign" and (not kept or (met and category != "symptom" and len(kept) < 2)):
                chance, place = self._chance(category), r()
                extra = chance[int(place * len(chance))] if chance else None
                if extra is not None and extra not in kept:
                    kept.append(extra)
            kept = self._once_each(kept)
            if category == "nutrition":  # whoever was sent for a texture is first of all found to need one
                kept.sort(key=lambda f: f.id not in follows.among("texture"))
            kept += [g for f in kept for g in self._inseparable(f, category) if g not in kept]
            self.present[category] = kept
            groups.update(g for f in kept for g in together.alike(f.group))
            if any(f.group == "rvstrain" for f in kept):
                groups.add("pht")
            if any(f.id == "haematemesis" for f in kept):
                groups.add("vomiting")

    def _deny(self, r: Draw) -> None:
        lasting = {f for c in self.person.known for f in follows.lasting(c.id)}
        spoken = self._spoken_for()
        vague = together.among_patients("vague")
        for category in CATEGORIES:
            pool = self._deniable(category, lasting)
            size = len(pool)
            start, step = int(r() * size), 1 + int(r() * max(1, size - 1))
            seen, denied = set(spoken), []
            for k in range(size):
                finding = pool[(start + k * step) % size]
                if finding.group not in seen:
                    seen.update(together.alike(finding.group))
                    denied.append(finding)
                    if len(denied) == 8:
                        break
            if category == "sign":
                denied = self._looked_for(denied, lasting)
            doubt = (
                [f for f in denied if category != "symptom" or f.id in vague][-1:] if len(denied) > 4 else []
            )
            self.uncertain[category] = doubt
            self.absent[category] = [f for f in denied if f not in doubt]
        doubted = {f.group for found in self.uncertain.values() for f in found}
        for category in CATEGORIES:
            self.absent[category] = [f for f in self.absent[category] if f.group not in doubted]

    def _spoken_for(self) -> set[str]:
        """Groups of which nothing can be denied: they are there, or what is there speaks of them."""
        spoken = set(self.groups) | ({"nausea"} if "vomiting" in self.groups else set())
        there = {f.id for found in self.present.values() for f in found}
        spoken.update(findings()[name].group for f in there for name in follows.undenied(f))
        if spoken & follows.among("painful"):
            spoken.add(findings()["pain_s"].group)
        return spoken

    def _deniable(self, category: str, lasting: set[str]) -> tuple[Concept, ...]:
        """What may be looked for and not found in a category."""
        main, person = self.main.id, self.person
        wide = category in together.PARTS
        pool = imaged(self.plan, category, by_category()[category] if wide else deniable(main, category))
        if category == "mri":  # nobody speaks of contrast where none was given
            pool = tuple(f for f in pool if f.id != "mri_enhancement")
        if category in ("social", "function") and person.age > 64:
            needy = main in follows.among("needing_help") or person.living in ("family", "residence")
            pool = tuple(f for f in pool if f.id != "autonomy_loss" or not needy)
        if category == "path" and together.sampled(main):
            pool = tuple(findings()[name] for name in together.sampled(main))
        if category == "function" and follows.unimpaired(main):
            pool = tuple(findings()[f] for f in follows.unimpaired(main))
        hidden = lasting | follows.among("lacking")
        pool = tuple(f for f in pool if f.id not in hidden) or pool
        if category == "social":
            pool = tuple(f for f in pool if self._lives_with(f.id))
        return pool

    def _inseparable(self, finding: Concept, category: str) -> list[Concept]:
        """What a finding of this category is never without."""
        also = (findings()[name] for name in follows.inseparable(finding.id))
        return [f for f in also if category in f.categories]

    def _once_each(self, kept: list[Concept]) -> list[Concept]:
        """What is there, each thing under one name; no *pain* beside the pain that has its place."""
        located = any(f.group in follows.among("painful") and f.id != "pain_s" for f in kept)
        told: set[str] = set()
        once = []
        outdone = follows.outdone(frozenset(f.id for f in kept))
        for f in (f for f in kept if f.id not in outdone):
            if not together.alike(f.group) - {f.group} & told and not (located and f.id == "pain_s"):
                once.append(f)
                told.add(f.group)
        return once

    def _looked_for(self, denied: list[Concept], lasting: set[str]) -> list[Concept]:
        """Signs that are not there, those that one looks for in this illness first; not what a known illness leaves."""
        looked = [findings()[f] for f in follows.looked_for(self.main.id)]
        looked = [f for f in looked if f.group not in self.groups and f.id not in lasting]
        return [*looked, *(f for f in denied if f not in looked)][:8]

    def _chance(self, category: str) -> tuple[Concept, ...]:
        if category == "ecg":
            met: tuple[str, ...] = tuple(together.among_patients("chance_ecg"))
        elif category == "path":
            met = tuple(table("compatibility")["by_chance"].get(self.main.id, "").split())
        elif category in together.PARTS:
            met = together.by_chance(self.plan.parts.get(category, together.PARTS[category]))
        else:
            met = tuple(f.id for f in incidental(category))
        if category == "function" and (self.person.age < 70 or self.main.id not in follows.among("frail")):
            return ()
        if category == "nursing" and self.person.age < 65:
            met = tuple(f for f in met if f not in follows.among("bedridden"))
        if category == "social":
            met = tuple(f for f in met if self._lives_with(f))
        aged = together.among_patients("age_related") if self.person.age < 60 else frozenset()
        return tuple(
            findings()[f] for f in sorted(met) if category in findings()[f].categories and f not in aged
        )

    def _lives_with(self, finding: str) -> bool:
        """Whether someone of this age and home can have the trouble: who looks after nobody tires nobody."""
        person = self.person
        if finding in ("caregiver", "autonomy_loss"):
            return person.age > 64 and (finding != "caregiver" or person.living in ("spouse", "family"))
        if finding == "isolation":
            return person.living in ("alone", "single", "residence")
        if finding == "housing":
            return person.living != "residence" and person.age < 75
        return finding != "adherence" or bool(person.home)
