"""A stop rule decided before go-live: what ends the use of the model, without a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from labkit.language import catalogue, plural_catalogue
from labkit.oversight.override_log import valid_log

_ = catalogue("oversight")
IMPORTED_LATE = ("scipy.stats",)
ngettext = plural_catalogue("oversight")


@dataclass(frozen=True)
class StopDecision:
    """Whether to stop, and why.

    Attributes
    ----------
    stop : bool
    at : str or None
        Time, as logged, of the decision that triggered the rule.
    position : int or None
        Its position in order of time, from 0.
    reason : str
        In the language in force.
    """

    stop: bool
    at: str | None
    position: int | None
    reason: str


@dataclass(frozen=True)
class StopRule:
    """Stop at the first of: too many serious harms, or too many overrides among the last decisions.

    Attributes
    ----------
    max_serious : int
        Serious harms borne before stopping: 0 stops at the first.
    window : int
        Last decisions looked at.
    limit : int
        Overrides among them at which to stop. Derive it with `for_rate`.

    Raises
    ------
    ValueError
        On numbers that make no rule.

    Notes
    -----
    Deployers suspend use when they have reason to think that a high-risk system presents a risk, and inform
    the provider and the authority (AI Act art. 26(5)). The numbers are the ward's to choose, and to write
    down first.
    """

    max_serious: int = 0
    window: int = 50
    limit: int = 25

    def __post_init__(self) -> None:
        if self.max_serious < 0 or not 1 <= self.limit <= self.window:
            raise ValueError(_("A stop rule needs max_serious >= 0 and 1 <= limit <= window."))

    @classmethod
    def for_rate(
        cls, acceptable: float, *, window: int = 50, false_alarm: float = 0.001, max_serious: int = 0
    ) -> StopRule:
        """The smallest limit that an acceptable override rate reaches by chance at most so often.

        Parameters
        ----------
        acceptable : float
            Override rate that is no reason to stop, strictly between 0 and 1.
        window : int
        false_alarm : float
            Largest chance, for one window, of stopping at the acceptable rate. Windows overlap: over a year
            the chance is larger; simulate it.
        max_serious : int

        Raises
        ------
        ValueError
            When no number of overrides in so short a window is that unlikely.

        Examples
        --------
        >>> StopRule.for_rate(0.2, window=50).limit
        20
        """
        from scipy.stats import binom

        if not 0 < acceptable < 1 or not 0 < false_alarm < 1:
            raise ValueError(_("acceptable and false_alarm must lie strictly between 0 and 1."))
        for limit in range(1, window + 1):
            if binom.sf(limit - 1, window, acceptable) <= false_alarm:
                return cls(max_serious, window, limit)
        raise ValueError(_("A window of {n} is too short for this rate: lengthen it.").format(n=window))

    def evaluate(self, log: Any) -> StopDecision:
        """Run through a valid log in order of time.

        Parameters
        ----------
        log : pandas or polars frame
            See `labkit.oversight.validate_override_log`.

        Returns
        -------
        StopDecision
            At the first decision that triggers the rule; what follows in the log does not change it.
        """
        table = valid_log(log)
        serious = (table["harm"] == "serious").cumsum()
        overrides = table["overridden"].rolling(self.window, min_periods=1).sum()
        for position, (harms, count) in enumerate(zip(serious, overrides, strict=True)):
            moment = str(table["time"].iloc[position])
            if harms > self.max_serious:
                reason = _(
                    "{n} serious harm(s), {limit} borne: stop, inform the provider, keep the log."
                ).format(n=int(harms), limit=self.max_serious)
                return StopDecision(True, moment, position, reason)
            if count >= self.limit:
                reason = ngettext(
                    "{n} suggestion set aside among the last {window}, limit {limit}: stop and find out why.",
                    "{n} suggestions set aside among the last {window}, limit {limit}: stop and find out why.",
                    int(count),
                ).format(n=int(count), window=min(self.window, position + 1), limit=self.limit)
                return StopDecision(True, moment, position, reason)
        return StopDecision(False, None, None, _("No rule was triggered: go on."))
