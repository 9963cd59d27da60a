"""Where tools that read context are wrong, phenomenon by phenomenon, as a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from labkit.evaluate.inputs.rows import aligned
from labkit.figures import Display
from labkit.language import catalogue, label, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ = catalogue("text")

# Beyond this share a cell is dark enough to need white figures.
_DARK = 0.55


def _language(code: str) -> str:
    return {"en": _("English"), "fr": _("French")}.get(code, label(str(code)))


class PhenomenonErrorsDisplay(Display):
    """Share of findings that each tool gets wrong: a row a phenomenon, a column a tool and language.

    The share is printed in every cell, so that the shade is never the only cue.

    Parameters
    ----------
    errors : DataFrame
        One row a language and phenomenon: ``language, phenomenon``, a share in [0, 1] for each tool, ``mentions``.

    Examples
    --------
    >>> import pandas as pd
    >>> said = pd.DataFrame({"keyword_search": ["present", "present"]})
    >>> display = PhenomenonErrorsDisplay.from_predictions(
    ...     ["present", "absent"], said, ["plain", "negation"], ["fr", "fr"]
    ... )
    >>> display.errors.keyword_search.tolist()
    [1.0, 0.0]
    """

    def __init__(self, errors: pd.DataFrame) -> None:
        self._errors = errors
        self._tools = [c for c in errors.columns if c not in ("language", "phenomenon", "mentions")]

    @classmethod
    def from_predictions(
        cls, gold: Any, said: pd.DataFrame, phenomenon: Any, language: Any
    ) -> PhenomenonErrorsDisplay:
        """Compare what each tool said with the gold.

        Parameters
        ----------
        gold : array-like of shape (n_mentions,)
        said : DataFrame of shape (n_mentions, n_tools)
            A column a tool, under the tool's name.
        phenomenon, language : array-like of shape (n_mentions,)

        Raises
        ------
        ValueError
            If the lengths differ.
        """
        gold, said, phenomenon, language = aligned(
            gold=gold, said=said, phenomenon=phenomenon, language=language
        )
        wrong = said.reset_index(drop=True).ne(pd.Series(np.asarray(gold)), axis=0)
        lengths = {len(said), len(np.asarray(gold)), len(np.asarray(phenomenon)), len(np.asarray(language))}
        if len(lengths) > 1:
            raise ValueError(
                _("gold, said, phenomenon and language must be equally long, not {n}.").format(
                    n=sorted(lengths)
                )
            )
        keys = [
            pd.Series(np.asarray(language), name="language"),
            pd.Series(np.asarray(phenomenon), name="phenomenon"),
        ]
        groups = wrong.groupby(keys)
        errors = groups.mean()
        errors["mentions"] = groups.size()
        return cls(errors.reset_index())

    @property
    def errors(self) -> pd.DataFrame:
        """One row a language and phenomenon, under their code names: the share wrong for each tool, and ``mentions``."""
        return self._errors.copy()

    @property
    def table(self) -> pd.DataFrame:
        """`errors` in words: languages, phenomena, and shares as the figure prints them."""
        return self._errors.assign(
            language=[_language(code) for code in self._errors.language],
            phenomenon=[label(str(name)) for name in self._errors.phenomenon],
            **{tool: [percent(float(share)) for share in self._errors[tool]] for tool in self._tools},
        )

    @property
    def title(self) -> str:
        return _("Findings whose polarity a tool gets wrong, by phenomenon")

    @property
    def alt_text(self) -> str:
        rows = []
        for tool in self._tools:
            worst = self._errors.loc[self._errors[tool].idxmax()]
            if worst[tool] == 0:
                rows.append(_("{tool} is never wrong").format(tool=label(tool)))
                continue
            rows.append(
                _("{tool} errs most on {phenomenon} ({language}): {share} of {n}").format(
                    tool=label(tool),
                    phenomenon=label(str(worst.phenomenon)),
                    language=_language(worst.language),
                    share=percent(float(worst[tool])),
                    n=int(worst.mentions),
                )
            )
        lead = _("A grid of shares wrong: a row a phenomenon, a column a tool in each language.")
        return ". ".join([lead.rstrip("."), *rows]) + "."

    def _column_labels(self) -> dict[str, str]:
        return {str(column): label(str(column)) for column in self._errors.columns}

    def _draw(self, ax: Axes) -> None:
        wide = self._errors.pivot(index="phenomenon", columns="language", values=[*self._tools, "mentions"])
        languages = list(dict.fromkeys(self._errors.language))
        columns = [(tool, language) for language in languages for tool in self._tools]
        shares = wide[columns].to_numpy(float)
        # the hardest phenomenon on top
        order = np.argsort(-np.nanmean(shares, axis=1), kind="stable")
        shares, wide = shares[order], wide.iloc[order]
        ax.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
        for (row, column), share in np.ndenumerate(shares):
            text = percent(share if share == share else None)
            ax.text(
                column,
                row,
                text,
                ha="center",
                va="center",
                fontsize=8,
                color="white" if share > _DARK else "black",
            )
        for place in range(1, len(languages)):
            ax.axvline(place * len(self._tools) - 0.5, color="white", linewidth=6)
        counts = [
            " · ".join("–" if n != n else str(int(n)) for n in row)
            for row in wide["mentions"][languages].to_numpy(float)
        ]
        names = [f"{label(str(p))} ({n})" for p, n in zip(wide.index, counts, strict=True)]
        ax.set_yticks(range(len(names)), names, fontsize=8)
        ax.set_xticks(
            range(len(columns)),
            [label(tool) for tool, _language in columns],
            rotation=35,
            ha="right",
            rotation_mode="anchor",
            fontsize=8,
        )
        for place, language in enumerate(languages):
            middle = (place + 0.5) * len(self._tools) - 0.5
            ax.text(
                middle, -0.62, _language(language), ha="center", va="bottom", fontsize=9, fontweight="bold"
            )
        ax.set_ylabel(
            _("Phenomenon (mentions: {languages})").format(
                languages=" · ".join(_language(language) for language in languages)
            ),
            fontsize=8,
        )
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
