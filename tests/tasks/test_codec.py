"""The codec gives back what it was given, and nothing that is not plain data."""

import contextlib
import json
import math
import pickle
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from labkit.tasks import codec
from labkit.tasks.agreement import difference

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(max_size=50)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=15,
)


def same(one, other):
    if isinstance(one, float) and math.isnan(one):
        return isinstance(other, float) and math.isnan(other)
    if isinstance(one, (list, tuple)):
        return type(one) is type(other) and len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return type(one) is type(other) and one == other


@given(values)
def test_plain_values_come_back(value):
    assert same(value, codec.loads(codec.dumps(value)))


@given(npst.arrays(st.sampled_from(["i8", "f4", "f8", "?", "U3", "M8[s]"]), npst.array_shapes(max_dims=3)))
def test_arrays_come_back(array):
    back = codec.loads(codec.dumps(array))
    assert back.dtype == array.dtype and back.shape == array.shape
    assert back.tobytes() == np.ascontiguousarray(array).tobytes()


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"a": [1, 2], "b": ["x", None], "c": [0.5, np.nan]}),
        pd.DataFrame(
            {"when": pd.to_datetime(["2024-01-01", "2024-02-01"])}, index=pd.Index(["r", "s"], name="row")
        ),
        pd.DataFrame({"kind": pd.Categorical(["u", "v", "u"])}),
        pd.DataFrame({"a": []}),
        pd.DataFrame(
            {"n": [1, 2]}, index=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["letter", "digit"])
        ),
    ],
    ids=["mixed", "dates", "categories", "empty", "two levels"],
)
def test_frames_come_back(frame):
    back = codec.loads(codec.dumps(frame))
    assert difference(back, frame) is None
    assert list(back.index.names) == list(frame.index.names)


class Equal:
    """Claims to equal everything."""

    def __eq__(self, other):
        return True

    __hash__ = None


@pytest.mark.parametrize(
    "value",
    [print, Equal(), object, (i for i in ()), open, 10**5000],
    ids=lambda value: type(value).__name__,
)
def test_what_is_not_data_is_refused(value):
    with pytest.raises(codec.CodecError):
        codec.encode(value)


def cyclic():
    value = []
    value.append(value)
    return value


def test_a_cycle_is_refused():
    with pytest.raises(codec.CodecError, match="nested too deeply"):
        codec.encode(cyclic())


def npy(array, **options):
    import base64
    import io

    buffer = io.BytesIO()
    np.save(buffer, array, **options)
    return base64.b64encode(buffer.getvalue()).decode()


def lying_header():
    """An npy header that announces 8 TB."""
    import base64

    raw = base64.b64decode(npy(np.zeros(2)))
    return base64.b64encode(raw.replace(b"(2,), }        ", b"(999999999999,), }"[:15])).decode()


HOSTILE = {
    "not json": b"{",
    "nan literal": b"NaN",
    "infinity": b"[1e999]",
    "deep": b"[" * 100_000 + b"]" * 100_000,
    "untagged object": b'{"a": 1}',
    "unknown tag": b'{"$": "pickle", "v": "gASVAA=="}',
    "tag is a list": b'{"$": ["ndarray"], "npy": ""}',
    "empty array": b'{"$": "ndarray", "npy": ""}',
    "object array": json.dumps(
        {"$": "ndarray", "npy": npy(np.array([{}], dtype=object), allow_pickle=True)}
    ).encode(),
    "record array": json.dumps({"$": "ndarray", "npy": npy(np.zeros(2, dtype=[("a", "i4")]))}).encode(),
    "lying header": json.dumps({"$": "ndarray", "npy": lying_header()}).encode(),
    "pickle in npy": json.dumps(
        {"$": "ndarray", "npy": __import__("base64").b64encode(pickle.dumps(1)).decode()}
    ).encode(),
    "ragged frame": b'{"$":"frame","columns":["a"],"data":[[1,2]],"index":{"names":[null],"v":[0]}}',
    "unhashable key": b'{"$":"dict","v":[[[1],2]]}',
    "shape bomb": b'{"$":"objects","shape":[1000000,1000000],"v":[]}',
    "negative shape": b'{"$":"objects","shape":[-5],"v":[1]}',
    "float of nothing": b'{"$":"float","v":"__import__"}',
    "long int": json.dumps({"$": "int", "v": "9" * 10_000}).encode()[:2000] + b'"}',
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_hostile_data_raise_one_kind_of_error(data):
    with pytest.raises(codec.CodecError):
        codec.loads(data)


@given(st.binary(max_size=200))
def test_noise_never_raises_anything_else(data):
    with contextlib.suppress(codec.CodecError):
        codec.loads(data)


def test_limits_hold():
    small = codec.Limits(max_bytes=1000, max_items=50, max_depth=3)
    with pytest.raises(codec.CodecError, match="bytes"):
        codec.loads(codec.dumps("x" * 2000), small)
    with pytest.raises(codec.CodecError, match="too many"):
        codec.loads(codec.dumps(list(range(60))), small)
    with pytest.raises(codec.CodecError, match="deeply"):
        codec.loads(codec.dumps([[[[1]]]]), small)


def quickly(function, seconds=2.0):
    started = time.process_time()
    with contextlib.suppress(codec.CodecError):
        function()
    assert time.process_time() - started < seconds


COLLIDING = [{"$": "int", "v": str(n * (2**61 - 1))} for n in range(1, 12_001)]


@pytest.mark.parametrize(
    "sent",
    [
        {"$": "dict", "v": [[key, 0] for key in COLLIDING]},
        {"$": "set", "v": COLLIDING},
        {"$": "series", "name": None, "data": COLLIDING, "index": {"names": [None], "v": COLLIDING}},
        {"$": "dict", "v": [[{"$": "tuple", "v": [key]}, 0] for key in COLLIDING]},
    ],
    ids=["dict", "set", "index", "tuples"],
)
def test_keys_made_to_collide_are_refused_at_once(sent):
    with pytest.raises(codec.CodecError):
        codec.decode(sent)
    quickly(lambda: codec.decode(sent))


def test_labels_that_are_honestly_alike_are_no_collision():
    frame = pd.DataFrame({"a": range(1000)}, index=[7] * 1000)
    assert codec.loads(codec.dumps(frame)).index.tolist() == [7] * 1000
    repeated = {n % 5 * (2**61 - 1) + 1: n for n in range(40)}
    assert codec.loads(codec.dumps(repeated)) == repeated


def test_a_frame_of_too_many_columns_is_refused_before_it_is_made():
    column = codec.encode(np.zeros(1))
    names = list(range(20_000))
    sent = {
        "$": "frame",
        "columns": names,
        "data": [column] * len(names),
        "index": {"names": [None], "v": [0]},
    }
    with pytest.raises(codec.CodecError, match="columns"):
        codec.decode(sent)


@pytest.mark.parametrize("items", [[(0, 1), (2, 3)], [(0, 1)], [[1], [2]], [(0, "no"), None], []])
def test_a_series_of_pairs_comes_back(items):
    back = codec.decode(codec.encode(pd.Series(items, dtype=object)))
    assert back.tolist() == items
    frame = codec.decode(codec.encode(pd.DataFrame({"a": pd.Series(items, dtype=object)})))
    assert frame["a"].tolist() == items
