"""A note's plan: its sections in order, each with what it says."""

from labkit.data.notes.plan.draft import Draft
from labkit.data.notes.plan.items import Item, Step
from labkit.data.notes.plan.recipes import recipe, sections_of
from labkit.data.notes.plan.verbs import VERBS


class Planner(Draft):
    """Draws a note's content from the stay's facts, by the recipes of its sections."""

    def sections(self, kind: str) -> list[tuple[str, list[Item]]]:
        """The note's sections in order, each with its items."""
        planned = []
        self.kind = kind
        self.measured = any(section == "vitals" for block in sections_of(kind) for section, _, _ in block)
        for block in sections_of(kind):
            kept = [
                section
                for section, chance, need in block
                if (chance == 1 or self.r() < chance or self._indispensable(section))
                and (not need or need in self.tags)
            ]
            if len(kept) > 1 and self.r() < 0.35:
                cut = 1 + int(self.r() * (len(kept) - 1))
                kept = kept[cut:] + kept[:cut]
            for section in kept:
                items: list[Item] = []
                self.told = set()
                self.asked = False
                self.section = section
                if section.startswith("conclusion."):  # a report concludes on what it described
                    self.cursor[section.partition(".")[2]] = 0
                for step in recipe(section, kind):
                    if step.chance == 1 or self.r() < step.chance:
                        items.extend(VERBS[step.verb](self, step))
                if section == "indication" and not self.asked:  # an illness of old is no reason
                    items = [*VERBS["reason"](self, Step("reason", "", 1, 1, 1.0)), *items]
                if items:
                    planned.append((section, items))
        return planned

    def _indispensable(self, section: str) -> bool:
        """Whether the note would let someone go without the treatment: what was given in a vein has its sequel."""
        injected = any(p.route in ("IV", "SC") for p in self.stay.started)
        return section == "discharge_drugs" and injected and bool(self.stay.after)
