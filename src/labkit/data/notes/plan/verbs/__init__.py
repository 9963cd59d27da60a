"""The verbs of `recipes.toml`: each adds to a draft what its line asks for."""

from collections.abc import Callable

from labkit.data.notes.plan.draft import Draft
from labkit.data.notes.plan.items import Item, Step
from labkit.data.notes.plan.verbs import (
    assertion,
    care,
    companions,
    drugs,
    examination,
    history,
    indication,
    reports,
    uncertainty,
)


def _frame(draft: Draft, step: Step) -> list[Item]:
    """Sentences of a pool, whatever is found."""
    return [Item("frame", step.about)]


VERBS: dict[str, Callable[[Draft, Step], list[Item]]] = {
    "frame": _frame,
    "main": assertion.main,
    "present": assertion.present,
    "absent": assertion.absent,
    "contrast": assertion.contrast,
    "notonly": assertion.notonly,
    "resolved": assertion.resolved,
    "worse": assertion.worse,
    "hypothetical": assertion.hypothetical,
    "alert": assertion.alert,
    "uncertain": uncertainty.uncertain,
    "suspect": uncertainty.suspect,
    "reason": indication.reason,
    "question": indication.question,
    "keytest": indication.keytest,
    "history": history.history,
    "past": history.past,
    "nohistory": history.nohistory,
    "family": history.family,
    "nofamily": history.nofamily,
    "surgery": history.surgery,
    "earlier": history.earlier,
    "social": history.social,
    "allergy": history.allergy,
    "normal": examination.normal,
    "general": examination.general,
    "rhythm": examination.rhythm,
    "vitals": examination.vitals,
    "labs": examination.labs,
    "dark": examination.dark,
    "acted": reports.acted,
    "verdict": reports.verdict,
    "owed": reports.owed,
    "concluded": reports.concluded,
    "advised": reports.advised,
    "stage": reports.stage,
    "specimen": reports.specimen,
    "drugs": drugs.drugs,
    "start": drugs.start,
    "treat": drugs.treat,
    "given": drugs.given,
    "ongoing": drugs.ongoing,
    "stop": drugs.stop,
    "suspend": drugs.suspend,
    "omitted": drugs.omitted,
    "advise": drugs.advise,
    "rescue": drugs.rescue,
    "ending": drugs.ending,
    "care": care.care,
    "operation": care.operation,
    "support": care.support,
    "recovery": care.recovery,
    "nurse": care.nurse,
    "fed": care.fed,
    "answer": care.answer,
    "ems": care.ems,
    "icu": care.icu,
    "urgent": care.urgent,
    "companions": companions.companions,
}
