"""How many people an audit needs before a gap can be seen, or its absence believed."""

from typing import Any

import numpy as np
from scipy import optimize, special

from labkit.evaluate.inputs.quantities import quantities
from labkit.evaluate.inputs.validation import confidence as strictly_between
from labkit.language import catalogue, plural_catalogue

_ = catalogue("audit")
ngettext = plural_catalogue("audit")


def power_for_gap(
    p_reference: float, p_group: float, n_group: Any, n_reference: Any = np.inf, alpha: float = 0.05
) -> Any:
    """Chance that a two-sided test sees the gap between two proportions.

    Parameters
    ----------
    p_reference, p_group : float
        True proportions, for example the sensitivities of a model in men and in women.
    n_group, n_reference : float or array-like
        People at risk: for a sensitivity, those who have the disease. An infinite reference is one known
        exactly.
    alpha : float

    Returns
    -------
    float or ndarray

    Notes
    -----
    Normal approximation, variance pooled under the null and not under the alternative.

    References
    ----------
    Fleiss JL, Levin B, Paik MC (2003). Statistical Methods for Rates and Proportions, 3rd ed., ch. 4. Wiley.
    """
    _check(p_reference, p_group, alpha)
    n1, n0 = np.broadcast_arrays(quantities(n_group, "n_group"), quantities(n_reference, "n_reference"))
    if not ((n1 > 0) & (n0 > 0)).all() or np.isinf(n1).any():
        raise ValueError(_("n_group and n_reference must be positive, and n_group finite."))
    with np.errstate(invalid="ignore"):
        share = np.where(np.isinf(n0), 0.0, n1 / (n1 + n0))
    pooled = p_reference + share * (p_group - p_reference)
    null = np.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n0))
    alternative = np.sqrt(p_group * (1 - p_group) / n1 + p_reference * (1 - p_reference) / n0)
    z = special.ndtri(1 - alpha / 2)
    with np.errstate(divide="ignore"):
        power = special.ndtr((abs(p_group - p_reference) - z * null) / np.maximum(alternative, 1e-300))
    return float(power) if power.ndim == 0 else power


def sample_size_for_gap(
    p_reference: float,
    p_group: float,
    power: float = 0.8,
    alpha: float = 0.05,
    n_reference: float = np.inf,
    prevalence: float | None = None,
) -> int:
    """People the small group needs for a gap to be seen.

    Parameters
    ----------
    p_reference, p_group : float
        True proportions; they must differ.
    power, alpha : float
    n_reference : float
        People at risk in the reference group; infinite when it is so large that it counts as known.
    prevalence : float, optional
        Share of the group that is at risk. With it the answer is in people; without it, in people at risk
        (for a sensitivity: in patients who have the disease).

    Returns
    -------
    int

    Raises
    ------
    ValueError
        Also when no number is enough: with too small a reference group the gap cannot be seen whoever is
        added.

    Examples
    --------
    A model finds 80 % of patients; to see 75 %, 70 % or 60 % in a smaller group:

    >>> [sample_size_for_gap(0.80, p) for p in (0.75, 0.70, 0.60)]
    [528, 137, 36]
    """
    _check(p_reference, p_group, alpha)
    strictly_between(power)
    if p_reference == p_group:
        raise ValueError(
            _("p_reference and p_group are equal: no number of people shows a gap that is not there.")
        )

    def short(log_n: float) -> float:
        return float(power_for_gap(p_reference, p_group, np.exp(log_n), n_reference, alpha)) - power

    top = np.log(1e12)
    if short(top) < 0:
        raise ValueError(
            ngettext(
                "With {n} person in the reference group no number is enough: ask for less power or a larger gap.",
                "With {n} people in the reference group no number is enough: ask for less power or a larger gap.",
                n_reference,
            ).format(n=n_reference)
        )
    exact = float(np.exp(optimize.brentq(short, np.log(1e-6), top))) if short(np.log(1e-6)) < 0 else 1.0
    needed = max(1, int(np.ceil(exact - 1e-6)))
    if prevalence is None:
        return needed
    if not 0 < prevalence <= 1:
        raise ValueError(_("prevalence must be above 0 and at most 1, not {value}.").format(value=prevalence))
    return int(np.ceil(needed / prevalence - 1e-9))


def detectable_gap(
    p_reference: float, n_group: float, n_reference: float = np.inf, power: float = 0.8, alpha: float = 0.05
) -> float:
    """Smallest loss against the reference that a group of this size would show; NaN when not even 0 would.

    Parameters
    ----------
    p_reference : float
    n_group, n_reference : float
        People at risk.
    power, alpha : float

    Returns
    -------
    float
        ``p_reference - p_group``.
    """
    strictly_between(power)
    _check(p_reference, p_reference, alpha)

    def short(gap: float) -> float:
        return float(power_for_gap(p_reference, p_reference - gap, n_group, n_reference, alpha)) - power

    if short(p_reference) < 0:
        return float("nan")
    return float(optimize.brentq(short, 1e-9, p_reference))


def _check(p_reference: float, p_group: float, alpha: float) -> None:
    strictly_between(1 - alpha)
    for name, p in (("p_reference", p_reference), ("p_group", p_group)):
        if not 0 <= p <= 1:
            raise ValueError(_("{name} must lie between 0 and 1, not {value}.").format(name=name, value=p))
