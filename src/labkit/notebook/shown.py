"""What a notebook shows in its language: tables, sliders, the card, the lexicon. None of it is graded."""

from collections.abc import Callable
from typing import Any

from labkit.language import label, speaking
from labkit.notebook.own_page import WARD
from labkit.notebook.panels import Panel
from labkit.notebook.progress import Progress


class Shown:
    """What of a lab is shown; `Lab` is one."""

    language: str
    _marking: bool
    _progress: Progress
    _shell: Any

    def table(self, frame: Any, caption: str = "") -> Panel:
        """A frame as a table in the learner's language, its columns and categories in words, numbers as they write them.

        Parameters
        ----------
        frame : DataFrame of shape (n_rows, n_columns)
        caption : str
        """
        from labkit.figures import table_html

        shown = frame.reset_index() if frame.index.name else frame.copy()
        with speaking(self.language):
            for name in shown.columns:
                if shown[name].dtype.kind not in "biufM":
                    shown[name] = [label(value) for value in shown[name]]
            shown.columns = [label(name) for name in shown.columns]
            markup = table_html(shown, caption)
        return Panel(f'<div lang="{self.language}">{markup}</div>', shown.to_string(index=False), shown)

    def live(self, show: Callable[..., Any], **ranges: tuple[float, float, float, float]) -> Any:
        """What `show` makes of some numbers, with a slider for each where widgets work; they are never graded.

        Parameters
        ----------
        show : callable
            Called with the numbers by name; returns a table of `table` or another panel.
        **ranges : (start, lowest, highest, step)
        """
        if self._marking:
            return None
        from labkit.notebook.live import show_live

        if self._shell is not None and show_live(show, ranges, lambda *made: self._note_ward(show, *made)):
            return None
        numbers = {name: start for name, (start, *_rest) in ranges.items()}
        made = show(**numbers)
        self._note_ward(show, numbers, made)
        return made

    def _note_ward(self, show: Callable[..., Any], numbers: dict[str, float], made: Any) -> None:
        """The learner's own ward is for their own page; a search by hand is not."""
        if getattr(show, "__name__", "") != WARD:
            return
        from labkit.figures import table_cells

        frame = getattr(made, "frame", None)
        with speaking(self.language):
            rows = [] if frame is None else [[str(c) for c in frame.columns], *table_cells(frame)]
        self._progress.add("ward", WARD, numbers=numbers, rows=rows)

    def card(self, **rows: tuple[str, Any]) -> Panel | None:
        """The human-guarantee card as the learner fills it in, and what can be checked of it: see `labkit.notebook.own_card`."""
        if self._marking:
            return None
        from labkit.notebook.own_card import card_panel, card_rows

        written = [[name, shown, not fault] for name, shown, fault in card_rows(rows, self.language)]
        self._progress.add("card", "card", rows=written)
        return Panel(*card_panel(rows, self.language))

    def lexicon(self, term: str | None = None) -> Any:
        """What a term means, in the learner's language; asked for in either language (`labkit.lexicon`). Alone: every term."""
        if self._marking:
            return None
        from labkit.lexicon import look_up

        return look_up(term)
