"""Each law holds for a function that obeys it and is broken by one that does not."""

import numpy as np
import pandas as pd
import pytest

from labkit.tasks import Text, laws

T = Text("m", "m")
X = {"x": np.array([3.0, 1.0, 2.0])}

CASES = {
    "bounded": (laws.bounded(0, 1), {"x": 0.5}, lambda x: x, lambda x: x + 1),
    "monotone": (laws.monotone("x", [0, 1, 2], T), {"x": 0}, lambda x: x, lambda x: -x),
    "falling": (laws.monotone("x", [0, 1, 2], T, falling=True), {"x": 0}, lambda x: -x, lambda x: x),
    "part": (laws.monotone("x", [0, 1], T, part=1), {"x": 0}, lambda x: (-x, x), lambda x: (x, -x)),
    "part_by_place": (
        laws.monotone("x", [0, 1], T, part=0),
        {"x": 0},
        lambda x: pd.Series({"ppv": x, "npv": -x}),
        lambda x: pd.Series({"ppv": -x, "npv": x}),
    ),
    "permutation": (laws.permutation_invariant(["x"]), {"x": np.arange(9.0)}, np.sum, lambda x: x[0]),
    "permutation_series": (
        laws.permutation_invariant(["x"]),
        {"x": ["b", "a", "b", "c"]},
        lambda x: pd.Series({name: x.count(name) for name in dict.fromkeys(x)}),
        lambda x: pd.Series({name: x.index(name) for name in dict.fromkeys(x)}),
    ),
    "permutation_by_place": (
        laws.permutation_invariant(["x"]),
        {"x": [3, 1, 2]},
        lambda x: pd.Series(sorted(x)),
        lambda x: pd.Series(x),
    ),
    "replication_series": (
        laws.replication_invariant(["x"]),
        {"x": ["b", "a", "b", "c"]},
        lambda x: pd.Series({name: x.count(name) / len(x) for name in dict.fromkeys(x)}),
        lambda x: pd.Series({name: x.count(name) for name in dict.fromkeys(x)}),
    ),
    "replication": (laws.replication_invariant(["x"]), X, np.mean, np.sum),
    "involution": (laws.involution("x", T), {"x": 3.0}, lambda x: -x, lambda x: x + 1),
    "idempotent": (laws.idempotent("x", T), {"x": -3.0}, abs, lambda x: x + 1),
    "idempotent_list_for_array": (
        laws.idempotent("x", T),
        X,
        lambda x: abs(-x).tolist(),
        lambda x: (x + 1).tolist(),
    ),
    "involution_series_for_array": (
        laws.involution("x", T),
        X,
        lambda x: pd.Series(-x),
        lambda x: pd.Series(x + 1),
    ),
    "idempotent_array_for_list": (
        laws.idempotent("x", T),
        {"x": [3, 1]},
        lambda x: np.array(sorted(x + [])),
        lambda x: np.array(x + [1]),
    ),
    "rejoins_array": (
        laws.rejoins("x", T),
        {"x": "abcd"},
        lambda x: np.array([x[:2], x[2:]]),
        lambda x: np.array([x[:2]]),
    ),
    "rejoins_series": (
        laws.rejoins("x", T),
        {"x": "abcd"},
        lambda x: pd.Series([x[:2], x[2:]]),
        lambda x: pd.Series([x[:2]]),
    ),
    "sums_to": (laws.sums_to(1, T), X, lambda x: x / x.sum(), lambda x: x),
    "known": (laws.known({"x": 2.0}, 4.0, T), {"x": 0.0}, lambda x: x * x, lambda x: x * 3),
    "rejoins": (laws.rejoins("x", T), {"x": "fièvre"}, lambda x: [x[:2], x[2:]], lambda x: [x[:2], "e"]),
    "rejoins_bytes": (
        laws.rejoins("x", T),
        {"x": "é"},
        lambda x: [b"\xc3", b"\xa9"],
        lambda x: x.encode("ascii", "ignore"),
    ),
    "shortens": (laws.shortens("x", T), {"x": [1, 1, 2]}, lambda x: [2, 2], lambda x: [*x]),
    "renamed_alike": (
        laws.renamed_alike("x"),
        {"x": np.array(["b", "a", "b"])},
        lambda x: {name: float((x == name).mean()) for name in set(x.tolist())},
        lambda x: {name: float(rank) for rank, name in enumerate(sorted(set(x.tolist())), start=len(x[0]))},
    ),
    "blind_to_held_out": (
        laws.blind_to_held_out("x", "y", T),
        {"x": np.array([0, 0, 1, 1, 0, 0]), "y": np.array([0, 0, 1, 1, 2, 2])},
        lambda x, y: [x[y != one].mean() for one in y],
        lambda x, y: np.full(len(x), x.mean()),
    ),
    "honest_on_noise": (
        laws.honest_on_noise("x", "y", T),
        {"x": np.zeros((60, 3)), "y": np.tile([0, 1], 30)},
        lambda x, y: x[:, 0],
        lambda x, y: x[:, 0] + 2 * y,
    ),
    "permutation_equivariant": (
        laws.permutation_equivariant(["x"], T),
        {"x": np.array([[3.0], [1.0], [2.0]])},
        lambda x: x - x.mean(),
        np.cumsum,
    ),
    "blind_to_what_follows": (
        laws.blind_to_what_follows(["x"], T),
        {"x": np.array([[3.0], [1.0], [2.0], [5.0]])},
        lambda x: np.cumsum(x, axis=0),
        lambda x: x - x.mean(),
    ),
    "blind_to_what_follows_but_one": (
        laws.blind_to_what_follows(["x"], T),
        {"x": np.array([[3.0], [1.0], [2.0], [5.0]])},
        lambda x: x,
        lambda x: np.vstack([x[1:], x[-1:]]),
    ),
    "unchanged_by": (laws.unchanged_by("y", [1, 2], T), {"x": 1, "y": 0}, lambda x, y: x, lambda x, y: x * y),
}


@pytest.mark.parametrize(("law", "arguments", "obeys", "breaks"), CASES.values(), ids=CASES)
def test_a_law_tells_who_obeys_it(law, arguments, obeys, breaks):
    rng = np.random.default_rng(3)
    assert not law.broken(lambda **k: obeys(**k) if "y" in k else obeys(k["x"]), arguments, rng)
    assert law.broken(lambda **k: breaks(**k) if "y" in k else breaks(k["x"]), arguments, rng)


def test_memory_is_caught():
    calls = []

    def remembers(x):
        calls.append(x)
        return len(calls)

    assert laws.inputs_untouched().broken(remembers, {"x": 1}, np.random.default_rng(0))
