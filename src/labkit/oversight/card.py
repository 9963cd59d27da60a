"""A model card for the people who work with the model.

Mitchell et al., FAT* 2019:220 (arXiv:1810.03993), with the card of human oversight that a ward needs: who is
told, who can override, what is logged, when to stop.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from labkit.evaluate.calibration.display import CalibrationDisplay
from labkit.evaluate.inputs import validation
from labkit.evaluate.inputs.rows import aligned
from labkit.language import catalogue
from labkit.oversight.report import Report, Section, author_text, in_language
from labkit.oversight.report_numbers import performance_numbers
from labkit.oversight.report_parts import (
    characteristics_table,
    flow_sentence,
    measures_sentence,
    performance_table,
    threshold_sentence,
)
from labkit.oversight.stop_rule import StopRule

_ = catalogue("oversight")

CARD_FIELDS = (
    "name",
    "model_details",
    "intended_use",
    "out_of_scope",
    "factors",
    "training_data",
    "evaluation_data",
    "ethical_considerations",
    "caveats",
    "who_is_told",
    "who_can_override",
    "what_is_logged",
    "when_to_stop",
    "contact",
)


def field_titles() -> dict[str, str]:
    """Field of the card -> its heading in the language in force."""
    return {
        "name": _("Name"),
        "model_details": _("Model"),
        "intended_use": _("Intended use"),
        "out_of_scope": _("Out of scope"),
        "factors": _("Factors that change performance"),
        "training_data": _("Training data"),
        "evaluation_data": _("Evaluation data"),
        "ethical_considerations": _("Ethical considerations"),
        "caveats": _("Caveats and recommendations"),
        "who_is_told": _("Who is told"),
        "who_can_override": _("Who can override"),
        "what_is_logged": _("What is logged"),
        "when_to_stop": _("When to stop"),
        "contact": _("Contact"),
    }


def model_card(
    y_true: Any,
    y_prob: Any,
    *,
    threshold: float,
    about: Mapping[str, Any],
    groups: Any = None,
    cluster: Any = None,
    stop_rule: StopRule | None = None,
    min_cell: int = 10,
    n_resamples: int = 500,
    random_state: Any = 0,
) -> Report:
    """A model card whose numbers are computed from the evaluation data.

    Parameters
    ----------
    y_true, y_prob : arrays of shape (n,)
    threshold : float
    about : mapping of str to str, or to a mapping of ``"en"`` and ``"fr"`` to str
        The author's words, by field (`CARD_FIELDS`); a performance figure in them is refused.
    groups : mapping of str to arrays, or frame, optional
    cluster : array of shape (n,), optional
        Patients, when some have several rows.
    stop_rule : StopRule, optional
        Printed under "when to stop".
    min_cell, n_resamples, random_state
        See `performance_numbers`.

    Returns
    -------
    Report
        ``.html(lang)``, ``.markdown(lang)``, ``.numbers``. A field left out is printed as missing.

    Raises
    ------
    ValueError
        On an unknown field, a figure typed in, or bad data.
    """
    y_true, y_prob, groups, cluster = aligned(y_true=y_true, y_prob=y_prob, groups=groups, cluster=cluster)
    texts = author_text(about, dict.fromkeys(CARD_FIELDS, ""))
    numbers = performance_numbers(
        y_true,
        y_prob,
        threshold=threshold,
        groups=groups,
        cluster=cluster,
        min_cell=min_cell,
        n_resamples=n_resamples,
        random_state=random_state,
    )
    y, p, _w = validation.binary_problem(y_true, y_prob)
    n_patients = None if cluster is None else int(validation.identifiers(cluster, len(y)).max() + 1)
    shown = [None, *numbers["group"].dropna().unique()]

    def build() -> tuple[str, list[Section]]:
        titles = field_titles()
        words = in_language(texts)
        sections: list[Section] = []
        for name in CARD_FIELDS[1:]:
            blocks: list[Any] = [words[name]] if name in words else []
            if name == "evaluation_data":
                blocks.append(flow_sentence(len(y), int(y.sum()), n_patients))
                if groups is not None:
                    blocks.append(characteristics_table(numbers))
            if name == "when_to_stop" and stop_rule is not None:
                blocks.append(_stop_sentence(stop_rule))
            sections.append((titles[name], blocks or [_("MISSING: nobody has written this yet.")]))
            if name == "evaluation_data":
                results = [performance_table(numbers, group) for group in shown]
                figure = CalibrationDisplay.from_predictions(y, p)
                method = [threshold_sentence(threshold), measures_sentence(n_resamples)]
                sections.append((_("Results"), [*method, *results, figure]))
        return words.get("name", _("Model card")), sections

    return Report(build, numbers)


def _stop_sentence(rule: StopRule) -> str:
    return _(
        "Stop when serious harms exceed {serious}, or when {limit} of the last {window} suggestions were set aside."
    ).format(serious=rule.max_serious, limit=rule.limit, window=rule.window)
