"""Before any fork: what libraries put off until they are first used, a table shown, a figure drawn, a number in words.

Each costs every kernel tens to hundreds of milliseconds, and nothing but time tells whether it was done before: no option, no
figure's number, no random state and no thread comes of it.
"""

import contextlib
import importlib
import io
from typing import Any

# Modules that their own packages import late, each where the package itself is there.
_LATE = (
    "pandas.core.reshape.reshape",
    "pandas.io.formats.html",
    "pandas.io.formats.string",
    "pyarrow.pandas_compat",
    "narwhals._pandas_like.namespace",
    "narwhals.stable.v2._namespace",
    "importlib.resources.readers",
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin",
    "PIL.PpmImagePlugin",
    "babel.dates",
    "babel.numbers",
)


def warm_up() -> None:
    """Do each once; what is not installed, or fails, is left to whoever needs it."""
    for name in _LATE:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    for once in (_a_table, _a_figure, _a_number, _an_answer, _a_model):
        with contextlib.suppress(Exception):
            once()


def _a_table() -> None:
    import pandas as pd

    table: Any = pd.DataFrame({"number": [1, 2], "share": [0.5, None], "word": ["a", "b"]})
    table._repr_html_()
    repr(table)
    repr(table.groupby("word").share.describe())


def _a_figure() -> None:
    # Without pyplot, which would have chosen its backend and counted the figure.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure()
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], label="a")
    axes.set(title="a", xlabel="a", ylabel="a")
    axes.legend()
    figure.savefig(io.BytesIO(), format="png", bbox_inches="tight")


def _a_number() -> None:
    from labkit.language import LANGUAGES, brief

    for language in LANGUAGES:
        brief(1234.5, language)


def _an_answer() -> None:
    import numpy as np

    from labkit.tasks import codec

    codec.decode(codec.encode({"array": np.arange(3.0), "list": [1, "a", None]}))


def _a_model() -> None:
    # scikit-learn asks narwhals what it was given, which looks once through every installed package for a kind of its own.
    import narwhals.stable.v2 as narwhals
    import numpy as np

    narwhals.from_native(np.arange(3.0), pass_through=True)
