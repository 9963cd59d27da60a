"""Errors of several models by kind of case: equal scores may hide different errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.evaluate.inputs.arrays import as_array
from labkit.evaluate.inputs.identity import paired_keys
from labkit.evaluate.inputs.rows import aligned
from labkit.evaluate.intervals.proportions import wilson_interval
from labkit.figures import Display, cue
from labkit.language import catalogue, label, percent

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

_ = catalogue("evaluate")


def _refuse_other_labels(model: str, truth: NDArray[Any], answer: NDArray[Any]) -> None:
    """Answers in another coding than the truth are no errors: -1 for 0, yes for 1, a time for a class."""
    known, given = set(truth.tolist()), set(answer.tolist())
    binary = known <= {"0", "1"}
    if (binary and not given <= {"0", "1"}) or not known & given:
        raise ValueError(
            _(
                "{model} answers {answers}, and y_true holds {labels}: write both in the same labels, or every "
                "answer counts as an error."
            ).format(
                model=model,
                answers=", ".join(sorted(given - known or given)[:5]),
                labels=", ".join(sorted(known)[:5]),
            )
        )


class ErrorsByKindDisplay(Display):
    """Share of each kind of case that each model gets wrong, with Wilson's interval; one row a kind.

    Kinds are sorted by the gap between the first two models, so that errors which go opposite ways stand at
    opposite ends. Marker's shape and colour tell the models apart.

    Parameters
    ----------
    table : DataFrame of shape (n_kinds * n_models, 7)
        ``kind, model, n, errors, share, ci_low, ci_high``.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        self._table = table.reset_index(drop=True)
        self._models = list(dict.fromkeys(table["model"]))
        if len(self._models) < 2:
            raise ValueError(_("Two models or more are needed to compare their errors."))
        share = table.pivot(index="kind", columns="model", values="share")
        gap = share[self._models[0]] - share[self._models[1]]
        self._gaps = gap.sort_values(ascending=False, kind="stable")
        self._share = share

    @classmethod
    def from_predictions(
        cls, y_true: Any, y_pred: Mapping[str, Any], kinds: Any, *, confidence: float = 0.95
    ) -> ErrorsByKindDisplay:
        """Count the errors.

        Parameters
        ----------
        y_true : array-like of shape (n,)
        y_pred : mapping of str to array-like of shape (n,)
            Model's name -> its answers on the same cases, in the same order.
        kinds : array-like of shape (n,)
            Kind of each case.
        confidence : float
            Of Wilson's interval (Wilson 1927, J Am Stat Assoc).

        Raises
        ------
        ValueError
            If lengths differ, there are fewer than two models, or a model answers in other labels than the truth's.
        """
        import pandas as pd

        y_true, y_pred, kinds = aligned(y_true=y_true, y_pred=y_pred, kinds=kinds)
        kind = as_array(kinds)
        rows = []
        for model, answers in y_pred.items():
            truth, answer = paired_keys(y_true, answers)
            for name, side in (("y_true", truth), (model, answer)):
                absent = np.array([value is None for value in side], bool)
                if absent.any():
                    raise ValueError(
                        _("{name}: {count} missing value(s), the first at row {row}.").format(
                            name=name, count=int(absent.sum()), row=int(np.argmax(absent))
                        )
                    )
            _refuse_other_labels(model, truth, answer)
            if not len(truth) == len(kind) == len(answer):
                raise ValueError(
                    _(
                        "{model}: {n} answers, {cases} cases, {kinds} kinds; one of each a case is expected."
                    ).format(model=model, n=len(answer), cases=len(truth), kinds=len(kind))
                )
            for name in dict.fromkeys(kind.tolist()):
                wrong = (answer != truth)[kind == name]
                errors, n = int(wrong.sum()), len(wrong)
                low, high = wilson_interval(errors, n, confidence)
                rows.append((name, model, n, errors, errors / n, float(low), float(high)))
        columns = ["kind", "model", "n", "errors", "share", "ci_low", "ci_high"]
        return cls(pd.DataFrame(rows, columns=columns))

    @property
    def table(self) -> pd.DataFrame:
        """One row a kind and model, both in words of the language in force."""
        words = {name: self._table[name].map(lambda value: label(str(value))) for name in ("kind", "model")}
        return self._table.assign(**words)

    @property
    def title(self) -> str:
        return _("Share of errors by kind of case")

    def _names(self) -> list[str]:
        return [label(str(model)) for model in self._models]

    @property
    def alt_text(self) -> str:
        one, two = self._names()[:2]
        first, second = self._models[:2]
        said = [_("{title}: {models}.").format(title=self.title, models=", ".join(self._names()))]
        for kind, words in (
            (self._gaps.index[0], _("Where {one} errs most beyond {two}: {kind}, {a} against {b}.")),
            (self._gaps.index[-1], _("Where {two} errs most beyond {one}: {kind}, {b} against {a}.")),
        ):
            a, b = self._share.loc[kind, first], self._share.loc[kind, second]
            if (a > b) == (kind == self._gaps.index[0]) and a != b:
                said.append(words.format(one=one, two=two, kind=label(str(kind)), a=percent(a), b=percent(b)))
        return " ".join(said)

    def _column_labels(self) -> dict[str, str]:
        return {
            "kind": _("Kind of case"),
            "model": _("Model"),
            "n": _("Cases"),
            "errors": _("Errors"),
            "share": _("Share of errors"),
            "ci_low": _("Interval, low"),
            "ci_high": _("Interval, high"),
        }

    def _draw(self, ax: Axes) -> None:
        from matplotlib.ticker import FuncFormatter

        places = {kind: place for place, kind in enumerate(reversed(self._gaps.index))}
        step = 0.5 / len(self._models)
        for position, (model, name) in enumerate(zip(self._models, self._names(), strict=True)):
            rows = self._table[self._table["model"] == model]
            y = np.array([places[kind] for kind in rows["kind"]]) + step * (
                (len(self._models) - 1) / 2 - position
            )
            style = cue(position)
            ax.hlines(y, rows["ci_low"], rows["ci_high"], colors=style["color"], linewidth=1.5, alpha=0.55)
            ax.plot(
                rows["share"], y, linestyle="none", marker=style["marker"], color=style["color"],
                markersize=7, label=name, clip_on=False,
            )  # fmt: skip
        n = self._table.groupby("kind")["n"].first()
        ax.set_yticks(list(places.values()), [f"{label(str(kind))} (n = {n[kind]})" for kind in places])
        ax.set_xlim(0, 1)
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _place: percent(value)))
        ax.grid(axis="y", linewidth=0.4, alpha=0.5)
        ax.set_xlabel(_("Share of errors, with its interval"))
        ax.set_ylabel(_("Kind of case"))
        ax.set_title(self.title)
        ax.legend(loc="upper center", bbox_to_anchor=(0.4, -0.16), ncols=len(self._models), frameon=False)
