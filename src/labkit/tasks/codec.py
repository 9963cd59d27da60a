"""Values as JSON-safe data and back, for the practice pack and for answers that come out of a learner's kernel.

Nothing is ever pickled, and decoding builds only plain values: numbers, strings, containers, numpy arrays without
objects, pandas frames and series. What a hostile kernel sends can therefore be wrong, but it cannot run.
"""

import base64
import contextlib
import io
import json
import math
import numbers
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, is_dataclass
from decimal import Decimal
from typing import Any

import numpy as np

_TAG = "$"
# More keys than this of one hash are no accident: each further one is compared with all of them.
_MOST_OF_A_HASH = 32
# A frame costs time for each column, whatever its rows.
_MOST_COLUMNS = 5_000


class CodecError(ValueError):
    """A value that cannot be sent, or data that is not what `encode` makes."""


@dataclass(frozen=True)
class Limits:
    """What `decode` and `loads` accept.

    Parameters
    ----------
    max_bytes : int
        Length of the JSON text, in bytes.
    max_items : int
        Number of values in all containers together; an array counts as one.
    max_depth : int
        How deep containers may nest.
    """

    max_bytes: int = 32 * 2**20
    max_items: int = 500_000
    max_depth: int = 24


class _Budget:
    def __init__(self, limits: Limits):
        self.items, self.depth = limits.max_items, limits.max_depth

    def spend(self, depth: int) -> None:
        self.items -= 1
        if self.items < 0:
            raise CodecError("too many values")
        if depth > self.depth:
            raise CodecError("nested too deeply")


def dumps(value: Any, limits: Limits | None = None) -> str:
    """`encode` as JSON text."""
    return json.dumps(encode(value, limits), allow_nan=False, separators=(",", ":"))


def loads(text: str | bytes, limits: Limits | None = None) -> Any:
    """Value that `dumps` wrote; raises `CodecError` on anything else."""
    limits = limits or Limits()
    if len(text) > limits.max_bytes:
        raise CodecError(f"{len(text)} bytes are more than the {limits.max_bytes} allowed")
    try:
        data = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise CodecError(f"not JSON: {error}") from None
    return decode(data, limits)


def _no_constant(name: str) -> None:
    raise CodecError(f"{name} is not JSON")


# ---- encoding ------------------------------------------------------------------------------------------------------


def encode(value: Any, limits: Limits | None = None) -> Any:
    """JSON-safe form of `value`.

    Raises
    ------
    CodecError
        If `value` holds something that has no plain form (a function, an open file, a cycle).
    """
    return _encode(value, _Budget(limits or Limits()), 0)


def _encode(value: Any, budget: _Budget, depth: int) -> Any:
    budget.spend(depth)
    if value is None or type(value) in (bool, str):
        return value
    if type(value) is int:
        return value if -(2**53) < value < 2**53 else {_TAG: "int", "v": str(value)}
    if type(value) is float:
        return value if math.isfinite(value) else {_TAG: "float", "v": repr(value)}
    if value is Ellipsis:
        return {_TAG: "ellipsis"}
    if isinstance(value, bytes):
        return {_TAG: "bytes", "v": base64.b64encode(value).decode()}
    if isinstance(value, np.generic):
        return {_TAG: "scalar", "npy": _npy(np.asarray(value))}
    if isinstance(value, np.ndarray):
        return _encode_array(value, budget, depth)
    for kind, types in (("tuple", tuple), ("set", (set, frozenset)), ("list", list)):
        if isinstance(value, types):
            items = [_encode(item, budget, depth + 1) for item in value]
            return items if kind == "list" else {_TAG: kind, "v": items}
    if isinstance(value, Mapping):
        pairs = [
            [_encode(key, budget, depth + 1), _encode(item, budget, depth + 1)] for key, item in value.items()
        ]
        return {_TAG: "dict", "v": pairs}
    return _encode_object(value, budget, depth)


def _encode_object(value: Any, budget: _Budget, depth: int) -> Any:
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
        return {_TAG: "display", "table": _encode(value.table, budget, depth + 1)}
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


def _encode_array(array: np.ndarray, budget: _Budget, depth: int) -> Any:
    array = np.asarray(array)
    if array.dtype.hasobject:
        items = [_encode(item, budget, depth + 1) for item in array.ravel().tolist()]
        return {_TAG: "objects", "shape": list(array.shape), "v": items}
    return {_TAG: "ndarray", "npy": _npy(array)}


def _encode_pandas(value: Any, budget: _Budget, depth: int) -> Any:
    import pandas as pd

    if value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, pd.Timestamp):
        return {_TAG: "time", "v": value.isoformat()}
    if isinstance(value, pd.DataFrame):
        return {
            _TAG: "frame",
            "columns": [_encode(name, budget, depth + 1) for name in value.columns],
            "data": [_encode_column(value.iloc[:, i], budget, depth + 1) for i in range(value.shape[1])],
            "index": _encode_index(value.index, budget, depth + 1),
        }
    if isinstance(value, pd.Series):
        return {
            _TAG: "series",
            "name": _encode(value.name, budget, depth + 1),
            "data": _encode_column(value, budget, depth + 1),
            "index": _encode_index(value.index, budget, depth + 1),
        }
    if isinstance(value, pd.Index):
        return _encode(list(value), budget, depth + 1)
    if isinstance(value, pd.api.extensions.ExtensionArray):
        return _encode_column(pd.Series(value), budget, depth + 1)
    raise CodecError(f"a pandas {type(value).__qualname__} cannot be sent as data")


def _encode_column(column: Any, budget: _Budget, depth: int) -> Any:
    array = column.to_numpy()
    if array.dtype.hasobject or array.dtype.kind == "T":
        array = np.asarray([None if _missing(item) else item for item in array.tolist()] or [], dtype=object)
    return _encode_array(array, budget, depth)


def _missing(item: Any) -> bool:
    return (
        item is None
        or (isinstance(item, float) and math.isnan(item))
        or type(item).__name__ in ("NAType", "NaTType")
    )


def _encode_index(index: Any, budget: _Budget, depth: int) -> Any:
    return {
        "names": [_encode(name, budget, depth + 1) for name in index.names],
        "v": [_encode(item, budget, depth + 1) for item in index],
    }


def _encode_figure(value: Any, budget: _Budget, depth: int) -> Any:
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
    return {_TAG: "figure", "axes": _encode(drawn, budget, depth + 1)}


# ---- decoding ------------------------------------------------------------------------------------------------------


def decode(data: Any, limits: Limits | None = None) -> Any:
    """Value of `encode`'s form; raises `CodecError` where the data are not that."""
    try:
        return _decode(data, _Budget(limits or Limits()), 0)
    except CodecError:
        raise
    except Exception as error:  # hostile bytes find their own ways to fail, in numpy and in pandas
        raise CodecError(f"malformed data: {type(error).__name__}") from None


def _decode(data: Any, budget: _Budget, depth: int) -> Any:
    budget.spend(depth)
    if data is None or isinstance(data, (bool, str, int)):
        return data
    if isinstance(data, float):
        if not math.isfinite(data):
            raise CodecError("a number that is not finite must be tagged")
        return data
    if isinstance(data, list):
        return [_decode(item, budget, depth + 1) for item in data]
    if not isinstance(data, dict) or _TAG not in data:
        raise CodecError("an untagged object")
    decoder = _DECODERS.get(data[_TAG]) if isinstance(data[_TAG], str) else None
    if decoder is None:
        raise CodecError("an unknown tag")
    return decoder(data, budget, depth + 1)


def _array(text: Any) -> np.ndarray:
    if not isinstance(text, str):
        raise CodecError("an array must be text")
    raw = base64.b64decode(text, validate=True)
    buffer = io.BytesIO(raw)
    version = np.lib.format.read_magic(buffer)
    reader = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, _, dtype = reader(buffer)
    # The header is checked against the bytes that came before numpy allocates anything from it.
    # Items of no bytes would let a header of a hundred bytes claim any number of them.
    if dtype.itemsize == 0:
        raise CodecError("arrays of empty items are not accepted")
    if dtype.hasobject or dtype.fields is not None:
        raise CodecError("arrays of objects or records are not accepted")
    if dtype.itemsize * math.prod(shape) != len(raw) - buffer.tell():
        raise CodecError("an array's header does not fit its bytes")
    return np.load(io.BytesIO(raw), allow_pickle=False)


def _items(data: Mapping[str, Any], budget: _Budget, depth: int) -> list[Any]:
    if not isinstance(data["v"], list):
        raise CodecError("items must be a list")
    return [_decode(item, budget, depth) for item in data["v"]]


def _objects(data: Mapping[str, Any], budget: _Budget, depth: int) -> np.ndarray:
    items = _items(data, budget, depth)
    shape = [int(size) for size in data["shape"]]
    if any(size < 0 for size in shape) or math.prod(shape) != len(items):
        raise CodecError("an array whose shape does not fit its items")
    array = np.empty(len(items), dtype=object)
    for position, item in enumerate(items):
        array[position] = item
    return array.reshape(shape)


def _index(data: Mapping[str, Any], budget: _Budget, depth: int) -> Any:
    import pandas as pd

    names = [_decode(name, budget, depth) for name in data["names"]]
    items = _items(data, budget, depth)
    with contextlib.suppress(TypeError):  # lists as labels, which pandas looks nowhere up
        _spread(items)
    if len(names) > 1:
        return pd.MultiIndex.from_tuples([tuple(item) for item in items], names=names)
    return pd.Index(items, name=names[0])


def _frame(data: Mapping[str, Any], budget: _Budget, depth: int) -> Any:
    import pandas as pd

    if len(data["columns"]) > _MOST_COLUMNS:
        raise CodecError(f"a frame of more than {_MOST_COLUMNS} columns")
    names = [_decode(name, budget, depth) for name in data["columns"]]
    _spread(names)
    columns = [_decode(column, budget, depth) for column in data["data"]]
    index = _index(data["index"], budget, depth)
    if len(names) != len(columns) or any(np.ndim(c) != 1 or len(c) != len(index) for c in columns):
        raise CodecError("a frame whose columns do not fit together")
    frame = pd.DataFrame(dict(enumerate(columns)), index=index)
    frame.columns = pd.Index(names) if names else frame.columns
    return frame


def _series(data: Mapping[str, Any], budget: _Budget, depth: int) -> Any:
    import pandas as pd

    values = _decode(data["data"], budget, depth)
    return pd.Series(
        values, index=_index(data["index"], budget, depth), name=_decode(data["name"], budget, depth)
    )


def _time(data: Mapping[str, Any], budget: _Budget, depth: int) -> Any:
    import pandas as pd

    return pd.Timestamp(str(data["v"])[:64])


def _big_int(data: Mapping[str, Any], budget: _Budget, depth: int) -> int:
    if len(str(data["v"])) > 1000:
        raise CodecError("a number of more than 1,000 digits")
    return int(data["v"])


def _pairs(data: Mapping[str, Any], budget: _Budget, depth: int) -> dict[Any, Any]:
    pairs = [(_decode(key, budget, depth), _decode(item, budget, depth)) for key, item in data["v"]]
    _spread(key for key, _ in pairs)
    return dict(pairs)


def _set(data: Mapping[str, Any], budget: _Budget, depth: int) -> set[Any]:
    items = _items(data, budget, depth)
    _spread(items)
    return set(items)


def _spread(keys: Iterable[Any]) -> None:
    """Refuse keys made to have one hash: twelve thousand of them in a dict took 52 s."""
    known: defaultdict[int, list[Any]] = defaultdict(list)
    for key in keys:
        others = known[hash(key)]
        if key not in others:
            others.append(key)
        if len(others) > _MOST_OF_A_HASH:
            raise CodecError("keys that cannot be told apart by their hash")


_DECODERS = {
    "int": _big_int,
    "float": lambda data, budget, depth: float({"nan": "nan", "inf": "inf", "-inf": "-inf"}[data["v"]]),
    "ellipsis": lambda data, budget, depth: Ellipsis,
    "bytes": lambda data, budget, depth: base64.b64decode(data["v"], validate=True),
    "scalar": lambda data, budget, depth: _array(data["npy"]).reshape(())[()],
    "ndarray": lambda data, budget, depth: _array(data["npy"]),
    "objects": _objects,
    "tuple": lambda data, budget, depth: tuple(_items(data, budget, depth)),
    "set": _set,
    "dict": _pairs,
    "frame": _frame,
    "series": _series,
    "time": _time,
    "display": lambda data, budget, depth: _decode(data["table"], budget, depth),
    "figure": lambda data, budget, depth: {"axes": _decode(data["axes"], budget, depth)},
}
