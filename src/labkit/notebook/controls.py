"""Under an answer that has just run: a button that checks it and one that gives the next hint.

Where a front end has no widgets, the same output says what to type instead; what is graded is never in a widget.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from labkit.language import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    from labkit.notebook.panels import Panel

VIEW = "application/vnd.jupyter.widget-view+json"


def show_controls(
    task: str, check: Callable[[], Any], hint: Callable[[], Panel | None], language: str
) -> bool:
    """Display the buttons of one task; False where ipywidgets is not installed.

    Parameters
    ----------
    task : str
    check, hint : callable
        What the buttons do: each returns something with a ``_repr_html_``.
    language : {"en", "fr"}
    """
    try:
        import ipywidgets
    except ImportError:
        return False
    _ = catalogue("lab", language)
    said = ipywidgets.HTML()

    def button(text: str, tip: str, act: Callable[[], Any]) -> Any:
        made = ipywidgets.Button(description=text, tooltip=tip, layout=ipywidgets.Layout(width="auto"))

        def clicked(_button: Any) -> None:
            said.value = act()._repr_html_()

        made.on_click(clicked)
        return made

    buttons = [
        button(_("Check my answer"), _("Checks the answer as it was when its cell last ran"), check),
        button(_("Give me a hint"), _("One step further each time"), hint),
    ]
    typed = _("To check, run the next cell. For a hint: {call}").format(call=f'lab.hint("{task}")')
    display_widget(
        ipywidgets.VBox([ipywidgets.HBox(buttons), said]),
        f'<div lang="{language}" style="color:#57606a">{html.escape(typed)}</div>',
        typed,
    )
    return True


def offer_page(panel: Panel, write: Callable[[], Panel | None], language: str) -> bool:
    """Display a panel and under it a button that writes the learner's own page; False where ipywidgets is not installed.

    Parameters
    ----------
    panel : Panel
    write : callable
        Writes the page and says where it is.
    language : {"en", "fr"}
    """
    try:
        import ipywidgets
    except ImportError:
        return False
    from IPython.display import display

    _ = catalogue("lab", language)
    said = ipywidgets.Output()
    button = ipywidgets.Button(
        description=_("Keep a page of this lab"),
        tooltip=_("Your predictions, your card, your ward: beside your labs, sent to nobody"),
        layout=ipywidgets.Layout(width="auto"),
    )

    def clicked(_button: Any) -> None:
        said.clear_output(wait=True)
        with said:  # as an output, since JupyterLab follows the links of outputs
            display(write())

    button.on_click(clicked)
    typed = _(
        "To keep a page of your predictions, your card and your ward, run {call} in an empty cell."
    ).format(call="lab.my_page()")
    display(panel)
    display_widget(
        ipywidgets.VBox([button, said]),
        f'<div lang="{language}" style="color:#57606a">{html.escape(typed)}</div>',
        typed,
    )
    return True


def display_widget(widget: Any, markup: str, text: str) -> None:
    """Display a widget, with what to show in its place where there are none."""
    from IPython.display import display

    bundle = dict(widget._repr_mimebundle_())
    display({VIEW: bundle[VIEW], "text/html": markup, "text/plain": text}, raw=True)
