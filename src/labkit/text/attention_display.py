"""Where each word looks, as a figure: one table of attention shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from labkit.figures import Display
from labkit.language import catalogue, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

_ = catalogue("text")

# Beyond this part of the darkest share a cell is dark enough to need white figures.
_DARK = 0.55


class AttentionDisplay(Display):
    """One head's shares: a row the word that looks, a column the word looked at.

    The share is printed in every cell, so that the shade is never the only cue.

    Parameters
    ----------
    weights : array-like of shape (n_words, n_words)
        Rows sum to 1.
    words : sequence of str
        In the order of the line; the same word may stand twice.
    title : str, optional
        The line that is read, say.

    Raises
    ------
    ValueError
        If `weights` has not one row and one column a word, or a row does not sum to 1.

    Examples
    --------
    >>> AttentionDisplay([[0.25, 0.75], [0.5, 0.5]], ["no", "fever"]).weights[0].tolist()
    [0.25, 0.75]
    """

    def __init__(self, weights: Any, words: Sequence[str], title: str = "") -> None:
        self.weights = np.asarray(weights, dtype=float)
        self.words = [str(word) for word in words]
        self._title = title
        if self.weights.shape != (len(self.words), len(self.words)):
            raise ValueError(
                _("weights must have one row and one column a word ({n}), not the shape {shape}.").format(
                    n=len(self.words), shape=self.weights.shape
                )
            )
        if not np.allclose(self.weights.sum(axis=1), 1, atol=1e-4):
            raise ValueError(_("Each row of weights must sum to 1: it shares out where a word looks."))

    @property
    def table(self) -> pd.DataFrame:
        """One row the word that looks (``word``), one column the word looked at (with its place): shares in words."""
        shares = {
            f"{place} {word}": [percent(float(share)) for share in self.weights[:, place - 1]]
            for place, word in enumerate(self.words, start=1)
        }
        return pd.DataFrame({"word": self.words} | shares)

    @property
    def title(self) -> str:
        return self._title or _("Where each word looks")

    @property
    def alt_text(self) -> str:
        lead = _(
            "A grid of attention shares: a row the word that looks, a column the word looked at; each row adds up to 100 %."
        )
        rows = [
            _("“{word}” looks most at “{other}”: {share}").format(
                word=word, other=self.words[int(row.argmax())], share=percent(float(row.max()))
            )
            for word, row in zip(self.words, self.weights, strict=True)
        ]
        return " ".join([lead, *(f"{row}." for row in rows)])

    def _column_labels(self) -> dict[str, str]:
        return {"word": _("Looks from")} | {
            str(column): str(column) for column in self.table.columns if column != "word"
        }

    def _draw(self, ax: Axes) -> None:
        # Small shares are told apart by their shade as well: the darkest is the largest, or a half.
        darkest = max(0.5, float(self.weights.max()))
        ax.imshow(self.weights, cmap="Blues", vmin=0, vmax=darkest, aspect="auto")
        for (row, column), share in np.ndenumerate(self.weights):
            ax.text(
                column,
                row,
                percent(float(share)),
                ha="center",
                va="center",
                fontsize=9,
                color="white" if share > _DARK * darkest else "black",
            )
        places = range(len(self.words))
        ax.set_xticks(places, self.words, rotation=30, ha="right", rotation_mode="anchor", fontsize=9)
        ax.set_yticks(places, self.words, fontsize=9)
        ax.set_xlabel(_("looks at"))
        ax.set_ylabel(_("looks from"))
        ax.set_title(self.title, fontsize=10)
        for side in ax.spines.values():
            side.set_visible(False)
