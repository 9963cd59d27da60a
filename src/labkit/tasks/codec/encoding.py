"""Values as JSON-safe data."""

import base64
import io
import json
import math
import numbers
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from labkit.tasks.codec.limits import TAG, Budget, CodecError, Limits


def dumps(value: Any, limits: Limits | None = None) -> str:
    """`encode` as JSON text."""
    return json.dumps(encode(value, limits), allow_nan=False, separators=(",", ":"))


def encode(value: Any, limits: Limits | None = None) -> Any:
    """JSON-safe form of `value`.

    Raises
    ------
    CodecError
        If `value` holds something that has no plain form (a function, an open file, a cycle).
    """
    return _encode(value, Budget(limits or Limits()), 0)


def _encode(value: Any, budget: Budget, depth: int) -> Any:
    budget.spend(depth)
    if value is None or type(value) in (bool, str):
        return value
    if type(value) is int:
        return value if -(2**53) < value < 2**53 else {TAG: "int", "v": _figures(value)}
    if type(value) is float:
        return value if math.isfinite(value) else {TAG: "float", "v": repr(value)}
    if value is Ellipsis:
        return {TAG: "ellipsis"}
    if isinstance(value, bytes):
        return {TAG: "bytes", "v": base64.b64encode(value).decode()}
    if isinstance(value, np.generic):
        return {TAG: "scalar", "npy": _npy(np.asarray(value))}
    if isinstance(value, np.ndarray):
        return _encode_array(value, budget, depth)
    for kind, types in (("tuple", tuple), ("set", (set, frozenset)), ("list", list)):
        if isinstance(value, types):
            items = [_encode(item, budget, depth + 1) for item in value]
            return items if kind == "list" else {TAG: kind, "v": items}
    if isinstance(value, Mapping):
        pairs = [
            [_encode(key, budget, depth + 1), _encode(item, budget, depth + 1)] for key, item in value.items()
        ]
        return {TAG: "dict", "v": pairs}
    return _encode_object(value, budget, depth)


def _figures(value: int) -> str:
    try:
        return str(value)
    except ValueError:  # Python writes no number of more than some thousands of them
        raise CodecError("a number of too many figures") from None


def _encode_object(value: Any, budget: Budget, depth: int) -> Any:
    module = type(value).__module__.split(".")[0]
    if module == "pandas":
        return _encode_pandas(value, budget, depth)
    if module == "polars":
        converted = value.to_pandas() if hasattr(value, "to_pandas") else value
        return _encode_pandas(converted, budget, depth)
    if module == "torch" and hasattr(value, "detach"):
        return _encode_array(value.detach().cpu().numpy(), budget, depth)
    if module == "matplotlib":
        return _encode_figure(value, budget, depth)
    if hasattr(value, "table") and hasattr(value, "plot"):  # a labkit display: its data, not its pixels
        return {TAG: "display", "table": _encode(value.table, budget, depth + 1)}
    if isinstance(value, (numbers.Real, Decimal)) and not isinstance(value, (int, float)):
        return _encode(float(value), budget, depth)
    if isinstance(value, (int, float, str)):  # subclasses: their plain value
        plain = next(base for base in (int, float, str) if isinstance(value, base))
        return _encode(plain(value), budget, depth)
    if is_dataclass(value) and not isinstance(value, type):
        return _encode(asdict(value), budget, depth)
    raise CodecError(f"an object of type {type(value).__qualname__} cannot be sent as data")


def _npy(array: np.ndarray) -> str:
    buffer = io.BytesIO()
    try:
        np.save(buffer, np.ascontiguousarray(array) if array.ndim else array, allow_pickle=False)
    except ValueError as error:
        raise CodecError(str(error)) from None
    return base64.b64encode(buffer.getvalue()).decode()


def _encode_array(array: np.ndarray, budget: Budget, depth: int) -> Any:
    array = np.asarray(array)
    if array.dtype.hasobject:
        items = [_encode(item, budget, depth + 1) for item in array.ravel().tolist()]
        return {TAG: "objects", "shape": list(array.shape), "v": items}
    return {TAG: "ndarray", "npy": _npy(array)}


def _encode_pandas(value: Any, budget: Budget, depth: int) -> Any:
    import pandas as pd

    if value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, pd.Timestamp):
        return {TAG: "time", "v": value.isoformat()}
    if isinstance(value, pd.DataFrame):
        return {
            TAG: "frame",
            "columns": [_encode(name, budget, depth + 1) for name in value.columns],
            "data": [_encode_column(value.iloc[:, i], budget, depth + 1) for i in range(value.shape[1])],
            "index": _encode_index(value.index, budget, depth + 1),
        }
    if isinstance(value, pd.Series):
        return {
            TAG: "series",
            "name": _encode(value.name, budget, depth + 1),
            "data": _encode_column(value, budget, depth + 1),
            "index": _encode_index(value.index, budget, depth + 1),
        }
    if isinstance(value, pd.Index):
        return _encode(list(value), budget, depth + 1)
    if isinstance(value, pd.api.extensions.ExtensionArray):
        return _encode_column(pd.Series(value), budget, depth + 1)
    raise CodecError(f"a pandas {type(value).__qualname__} cannot be sent as data")


def _encode_column(column: Any, budget: Budget, depth: int) -> Any:
    array = column.to_numpy()
    if array.dtype.hasobject or array.dtype.kind == "T":
        items = array.tolist()
        array = np.empty(len(items), dtype=object)  # filled one by one: pairs would become columns
        for place, item in enumerate(items):
            array[place] = None if _missing(item) else item
    return _encode_array(array, budget, depth)


def _missing(item: Any) -> bool:
    return (
        item is None
        or (isinstance(item, float) and math.isnan(item))
        or type(item).__name__ in ("NAType", "NaTType")
    )


def _encode_index(index: Any, budget: Budget, depth: int) -> Any:
    return {
        "names": [_encode(name, budget, depth + 1) for name in index.names],
        "v": [_encode(item, budget, depth + 1) for item in index],
    }


def _encode_figure(value: Any, budget: Budget, depth: int) -> Any:
    axes = value.axes if hasattr(value, "savefig") else [value]
    if not all(hasattr(ax, "get_lines") for ax in axes):
        raise CodecError(f"an object of type {type(value).__qualname__} cannot be sent as data")
    drawn = [
        {
            "title": ax.get_title(),
            "xlabel": ax.get_xlabel(),
            "ylabel": ax.get_ylabel(),
            "lines": [
                {
                    "label": str(line.get_label()),
                    "x": np.asarray(line.get_xdata()),
                    "y": np.asarray(line.get_ydata()),
                }
                for line in ax.get_lines()
            ],
            "bars": [float(patch.get_height()) for patch in ax.patches if hasattr(patch, "get_height")],
        }
        for ax in axes
    ]
    return {TAG: "figure", "axes": _encode(drawn, budget, depth + 1)}
