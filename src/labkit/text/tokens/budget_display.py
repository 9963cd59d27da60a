"""Where a budget of tokens cuts a letter, as a figure: what is read, what is not, section by section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from labkit.figures import PALETTE, Display
from labkit.language import catalogue, label, number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_ = catalogue("text")

_BAR = 0.34
# Hatched and pale: told from what is read without any colour.
_UNREAD: dict[str, Any] = {"facecolor": "#f6d9c9", "edgecolor": PALETTE[1], "hatch": "///"}


class TokenBudgetDisplay(Display):
    """Letters as bars of tokens, a segment a section, and the line beyond which nothing is read.

    Parameters
    ----------
    costs : mapping of str to mapping of str to int
        For each letter, the tokens of its sections, in the order in which they are sent.
    budget : int
        How many tokens are read.
    named : sequence of str, optional
        Sections whose name is written above their segment: those that matter most.
    """

    def __init__(
        self, costs: Mapping[str, Mapping[str, int]], budget: int, named: Sequence[str] = ()
    ) -> None:
        if budget < 0:
            raise ValueError(_("budget must be 0 or more tokens; {n} given.").format(n=budget))
        if not costs or not all(costs.values()):
            raise ValueError(_("costs must hold at least one letter, and each letter at least one section."))
        self._costs = {name: dict(sections) for name, sections in costs.items()}
        self._budget, self._named = budget, tuple(named)

    @property
    def table(self) -> pd.DataFrame:
        """One row a letter and section: ``letter``, ``section``, ``tokens``, ``last_token`` (counted from the
        letter's start) and ``tokens_read`` within the budget."""
        import pandas as pd

        rows = [
            {
                "letter": label(name),
                "section": label(section),
                "tokens": cost,
                "last_token": end,
                "tokens_read": min(max(self._budget - (end - cost), 0), cost),
            }
            for name, sections in self._costs.items()
            for (section, cost), end in zip(sections.items(), accumulate(sections.values()), strict=True)
        ]
        return pd.DataFrame(rows)

    @property
    def title(self) -> str:
        return _("What a budget of {n} tokens reads").format(n=number(self._budget, 0))

    @property
    def alt_text(self) -> str:
        whole = _("{letter}: {tokens} tokens, read to the end.")
        cut = _("{letter}: {tokens} tokens, cut in this section: {cut}; not read at all: {lost}.")
        said = [self.title + "."]
        for name, rows in self.table.groupby("letter", sort=False):
            short = rows[rows.tokens_read < rows.tokens]
            partly = short[short.tokens_read > 0].section
            said.append(
                (cut if len(short) else whole).format(
                    letter=str(name)[:1].upper() + str(name)[1:],
                    tokens=number(int(rows.tokens.sum()), 0),
                    cut=", ".join(partly) or _("none"),
                    lost=", ".join(short[short.tokens_read == 0].section) or _("none"),
                )
            )
        return " ".join(said)

    def _column_labels(self) -> dict[str, str]:
        return {
            "letter": _("Letter"),
            "section": _("Section of the letter"),
            "tokens": _("Tokens"),
            "last_token": _("Ends at token"),
            "tokens_read": _("Tokens read"),
        }

    def _draw(self, ax: Axes) -> None:
        from matplotlib.patches import Patch
        from matplotlib.patheffects import withStroke

        names = list(self._costs)
        for y, sections in zip(range(len(names))[::-1], self._costs.values(), strict=True):
            start = 0
            for section, cost in sections.items():
                kept = min(max(self._budget - start, 0), cost)
                ax.barh(y, kept, left=start, height=_BAR, color=PALETTE[0], edgecolor="white")
                if kept < cost:
                    ax.barh(y, cost - kept, left=start + kept, height=_BAR, **_UNREAD)
                if section in self._named:
                    ax.annotate(
                        label(section),
                        (start + cost / 2, y + _BAR / 2),
                        xytext=(0, 3),
                        textcoords="offset points",
                        rotation=40,
                        rotation_mode="anchor",
                        fontsize=8,
                        # the dashes of the budget must not strike a name out
                        path_effects=[withStroke(linewidth=3, foreground="white")],
                    )
                start += cost
        ax.axvline(self._budget, color="black", linestyle="--", linewidth=1.2, zorder=2)
        longest = max(sum(sections.values()) for sections in self._costs.values())
        # room on the right for the last slanted name
        ax.set_xlim(0, 1.16 * max(longest, self._budget))
        ax.set_ylim(-0.75, len(names) + 0.05)
        ax.set_yticks(range(len(names))[::-1], [label(name) for name in names])
        ax.set_xlabel(_("Tokens, from the start of the letter (dashes: the budget)"))
        ax.set_ylabel(_("Letter"))
        ax.set_title(self.title)
        ax.legend(
            handles=[
                Patch(facecolor=PALETTE[0], label=_("read")),
                Patch(**_UNREAD, label=_("not read")),
            ],
            loc="lower right",
            ncols=2,
            frameon=False,
            fontsize=9,
        )
