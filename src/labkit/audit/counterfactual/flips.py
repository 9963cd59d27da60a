"""Change only the patient's sex (or name, or language) in a note: does the decision change more than it
should?

Any rewording flips some decisions of a brittle model. What the swap does beyond a harmless control
perturbation of the same notes is what the attribute does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from labkit.evaluate.inputs.quantities import quantities
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.inputs.validation import numeric, same_length
from labkit.evaluate.intervals.proportions import newcombe_paired_difference, normal_quantile, wilson_interval
from labkit.language import catalogue

_ = catalogue("audit")


@dataclass(frozen=True)
class CounterfactualTest:
    """What swapping an attribute does to decisions, beside what a control does.

    Attributes
    ----------
    n : int
        Notes compared.
    set_aside : int
        Notes left out: the swap or the control changes nothing in them, or swapping twice does not give them
        back.
    swap_rate, swap_low, swap_high : float
        Share of decisions that the swap flips, Wilson's interval.
    control_rate, control_low, control_high : float
        The same for the control.
    difference, ci_low, ci_high : float
        Swap minus control on the same notes, Newcombe's paired interval.
    p_value : float
        Exact McNemar test of equal flip rates.
    shift, shift_low, shift_high : float
        Mean change of the score from the note to its swap, normal interval.
    notes : DataFrame
        One row a note compared: ``position, score, swapped, control, swap_flips, control_flips``.
    """

    n: int
    set_aside: int
    swap_rate: float
    swap_low: float
    swap_high: float
    control_rate: float
    control_low: float
    control_high: float
    difference: float
    ci_low: float
    ci_high: float
    p_value: float
    shift: float
    shift_low: float
    shift_high: float
    notes: pd.DataFrame


def counterfactual_test(
    predict: Callable[[list[str]], Any],
    texts: Sequence[str],
    swap: Callable[[str], str],
    control: Callable[[str], str],
    *,
    threshold: float = 0.5,
    confidence: float = 0.95,
) -> CounterfactualTest:
    """Compare the decisions on notes, on their swaps and on a control perturbation.

    Parameters
    ----------
    predict : callable
        Takes a list of texts, returns one score each (a probability, or 0 and 1). Called three times.
    texts : sequence of str
        Notes, one a patient: several notes of one patient are not independent.
    swap : callable
        Gives the note of the other patient, agreement included: in French `patiente`, `adressée`, `âgée`
        carry gender that scrubbing pronouns leaves. Swapping twice must give the note back; a note that
        swapping does not change, or not reversibly (a sex-specific condition, for example), is set aside and
        counted.
    control : callable
        A rewording that says the same of the same patient.
    threshold : float
        A note is flagged where its score is at least this.
    confidence : float

    Returns
    -------
    CounterfactualTest

    Raises
    ------
    ValueError
        When no note is left to compare, or a score is missing.

    References
    ----------
    Newcombe RG (1998). Improved confidence intervals for the difference between binomial proportions based
    on paired data. Statistics in Medicine 17:2635-2650. McNemar Q (1947). Psychometrika 12:153-157. Ribeiro
    MT et al. (2020). Beyond accuracy: behavioral testing of NLP models with CheckList. ACL (invariance
    tests).
    """
    originals = [str(text) for text in texts]
    swapped = [swap(text) for text in originals]
    controls = [control(text) for text in originals]
    kept = [
        i
        for i, (text, other, same) in enumerate(zip(originals, swapped, controls, strict=True))
        if other != text and same != text and swap(other) == text
    ]
    if not kept:
        raise ValueError(
            _(
                "No note is left to compare: the swap and the control must each change a note, "
                "and swapping twice must give it back."
            )
        )
    scores = [
        numeric(predict([version[i] for i in kept]), name)
        for version, name in (
            (originals, "predict(texts)"),
            (swapped, "predict(swapped)"),
            (controls, "predict(control)"),
        )
    ]
    same_length(texts=len(kept), predict=scores[0])
    found = paired_flips(*scores, threshold=threshold, confidence=confidence)
    notes = found.notes.assign(position=kept)[["position", *found.notes.columns[1:]]]
    return CounterfactualTest(**{**vars(found), "notes": notes, "set_aside": len(originals) - len(kept)})


def paired_flips(
    score: Any, swapped: Any, control: Any, *, threshold: float = 0.5, confidence: float = 0.95
) -> CounterfactualTest:
    """The same from scores that are already there.

    Parameters
    ----------
    score, swapped, control : array-like of shape (n_notes,)
        Scores of the notes, of their swaps and of their controls.
    threshold, confidence : float

    Returns
    -------
    CounterfactualTest
        With ``set_aside`` 0.

    Raises
    ------
    ValueError
        When scores beyond 0 to 1 all lie on one side of the threshold: percentages beside a threshold of 0.5.
    """
    score, swapped, control = aligned(score=score, swapped=swapped, control=control)
    first = numeric(score, "score")
    second, third = numeric(swapped, "swapped"), numeric(control, "control")
    n = same_length(score=first, swapped=second, control=third)
    scores = np.concatenate([first, second, third])
    if np.isnan(quantities(threshold, "threshold")):
        raise ValueError(_("{name} is missing.").format(name="threshold"))
    if (scores.min() < 0 or scores.max() > 1) and len(set(scores >= threshold)) == 1:
        raise ValueError(
            _(
                "Every score lies on one side of the threshold {threshold}, from {low} to {high}: nothing could change "
                "sides. Give the threshold on the scores' own scale, or divide percentages by 100."
            ).format(threshold=threshold, low=scores.min(), high=scores.max())
        )
    decision = first >= threshold
    by_swap, by_control = (second >= threshold) != decision, (third >= threshold) != decision
    both, only_swap = int((by_swap & by_control).sum()), int((by_swap & ~by_control).sum())
    only_control = int((~by_swap & by_control).sum())
    difference = newcombe_paired_difference(
        both, only_swap, only_control, n - both - only_swap - only_control, confidence
    )
    discordant = only_swap + only_control
    p_value = float(stats.binomtest(only_swap, discordant).pvalue) if discordant else 1.0
    change = second - first
    half = normal_quantile(confidence) * change.std(ddof=1) / np.sqrt(n) if n > 1 else np.nan
    swap_low, swap_high = wilson_interval(int(by_swap.sum()), n, confidence)
    control_low, control_high = wilson_interval(int(by_control.sum()), n, confidence)
    return CounterfactualTest(
        n=n,
        set_aside=0,
        swap_rate=float(by_swap.mean()),
        swap_low=swap_low,
        swap_high=swap_high,
        control_rate=float(by_control.mean()),
        control_low=control_low,
        control_high=control_high,
        difference=difference[0],
        ci_low=difference[1],
        ci_high=difference[2],
        p_value=p_value,
        shift=float(change.mean()),
        shift_low=float(change.mean() - half),
        shift_high=float(change.mean() + half),
        notes=pd.DataFrame(
            {
                "position": np.arange(n),
                "score": first,
                "swapped": second,
                "control": third,
                "swap_flips": by_swap,
                "control_flips": by_control,
            }
        ),
    )
