"""A table or a figure that follows sliders, and stands still where there are none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from labkit.language import label
from labkit.notebook.controls import display_widget


def show_live(
    show: Callable[..., Any],
    ranges: Mapping[str, tuple[float, float, float, float]],
    noted: Callable[[dict[str, float], Any], None],
) -> bool:
    """Display sliders and what `show` makes of them; False where ipywidgets is not installed.

    Parameters
    ----------
    show : callable
        Called with a number for each name; returns something with a ``_repr_html_``.
    ranges : mapping of str to (start, lowest, highest, step)
    noted : callable
        Called with the numbers and what was made of them, each time.
    """
    try:
        import ipywidgets
    except ImportError:
        return False
    shown = ipywidgets.HTML()
    shown.add_class("jp-RenderedHTMLCommon")  # a table in it looks like those under other cells
    sliders: dict[str, Any] = {}
    for name, (start, low, high, step) in ranges.items():
        whole = all(float(number).is_integer() for number in (start, low, high, step))
        kind = ipywidgets.IntSlider if whole else ipywidgets.FloatSlider
        sliders[name] = kind(
            value=start,
            min=low,
            max=high,
            step=step,
            description=label(name),
            continuous_update=False,
            readout_format="d" if whole else ".1f",
            style={"description_width": "initial"},
            layout=ipywidgets.Layout(width="36em"),
        )

    def draw(_change: Any = None) -> None:
        numbers = {name: slider.value for name, slider in sliders.items()}
        made = show(**numbers)
        noted(numbers, made)
        shown.value = made._repr_html_()

    for slider in sliders.values():
        slider.observe(draw, "value")
    draw()
    first = show(**{name: start for name, (start, *_rest) in ranges.items()})
    display_widget(ipywidgets.VBox([*sliders.values(), shown]), first._repr_html_(), repr(first))
    return True
