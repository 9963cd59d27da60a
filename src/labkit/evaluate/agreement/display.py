"""Two raters' categories against each other, with their agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.evaluate.agreement.raters import category_codes, cohen_kappa
from labkit.evaluate.intervals.estimate import Estimate
from labkit.figures import Display
from labkit.language import catalogue, interval, label, labelled, number, plural_catalogue

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ = catalogue("evaluate")
ngettext = plural_catalogue("evaluate")

# Beyond this share of the largest cell the shade is dark enough to need white figures.
_DARK = 0.55


class AgreementDisplay(Display):
    """How many units each pair of categories got from two raters: a grid whose diagonal is agreement.

    Parameters
    ----------
    counts : DataFrame of shape (n_categories, n_categories)
        Units by the first rater's category (rows) and the second's (columns).
    kappa : Estimate
        As `cohen_kappa` returns it.
    names : tuple of str
        The raters'.
    """

    def __init__(self, counts: pd.DataFrame, kappa: Estimate, names: tuple[str, str]) -> None:
        self._counts, self.kappa, self._names = counts, kappa, names

    @classmethod
    def from_ratings(
        cls,
        rater_a: Any,
        rater_b: Any,
        *,
        names: tuple[str, str] = ("A", "B"),
        weights: str | None = None,
        labels: Any = None,
        confidence: float = 0.95,
    ) -> AgreementDisplay:
        """Count the pairs and compute Cohen's kappa (`weights`, `labels` and `confidence` as for `cohen_kappa`)."""
        import pandas as pd

        kappa = cohen_kappa(rater_a, rater_b, weights=weights, labels=labels, confidence=confidence)
        categories, a, b = category_codes(rater_a, rater_b, labels)
        k = len(categories)
        counts = np.bincount(a * k + b, minlength=k * k).reshape(k, k)
        names_of = [str(category) for category in categories]
        return cls(pd.DataFrame(counts, index=names_of, columns=names_of), kappa, names)

    @property
    def table(self) -> pd.DataFrame:
        """One row a category of the first rater; a column a category of the second; counts of units."""
        shown = self._counts.copy()
        shown.columns = [labelled(self._names[1], label(name)) for name in shown.columns]
        shown.insert(0, self._names[0], [label(name) for name in self._counts.index])
        return shown.reset_index(drop=True)

    @property
    def title(self) -> str:
        return _("Agreement of {a} and {b}").format(a=self._names[0], b=self._names[1])

    @property
    def alt_text(self) -> str:
        cells = self._counts.to_numpy()
        same, n = int(np.trace(cells)), int(cells.sum())
        said = [
            _("{a} and {b} agree on {same} of {n} units.").format(
                a=self._names[0], b=self._names[1], same=number(same, 0), n=number(n, 0)
            )
        ]
        if np.isfinite(self.kappa.estimate):
            said.append(
                _("Cohen’s kappa: {kappa} ({interval}).").format(
                    kappa=number(self.kappa.estimate),
                    interval=interval(self.kappa.ci_low, self.kappa.ci_high),
                )
            )
        apart = cells - np.diag(np.diag(cells))
        if apart.any():
            row, column = np.unravel_index(apart.argmax(), apart.shape)
            said.append(
                ngettext(
                    "They part most often where {a} says {one} and {b} says {two}: {n} unit.",
                    "They part most often where {a} says {one} and {b} says {two}: {n} units.",
                    int(apart.max()),
                ).format(
                    a=self._names[0],
                    one=label(str(self._counts.index[row])),
                    b=self._names[1],
                    two=label(str(self._counts.columns[column])),
                    n=number(int(apart.max()), 0),
                )
            )
        return " ".join(said)

    def _draw(self, ax: Axes) -> None:
        cells = self._counts.to_numpy()
        ax.imshow(cells, cmap="Blues", vmin=0, vmax=max(int(cells.max()), 1))
        for (row, column), count in np.ndenumerate(cells):
            ax.text(
                column,
                row,
                number(int(count), 0),
                ha="center",
                va="center",
                fontweight="bold" if row == column else "normal",
                color="white" if count > _DARK * max(int(cells.max()), 1) else "black",
            )
        words = [label(name) for name in self._counts.index]
        ax.set_xticks(range(len(words)), words)
        ax.set_yticks(range(len(words)), words)
        ax.set_xlabel(self._names[1])
        ax.set_ylabel(self._names[0])
        ax.set_title(self.title)
        ax.tick_params(length=0)
