"""What a task forbids is noted when an answer uses it, by whichever door; what packages do among themselves is not."""

import copy
import functools
import importlib
import itertools
import math
import pickle
import pkgutil
import statistics
import sys
import types
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest
import scipy.special
from sklearn.gaussian_process import _gpc as link
from sklearn.linear_model import LogisticRegression

from labkit.tasks.forbidden_calls import SWITCHED_OFF, ForbiddenCalls, watching

NET_BENEFIT = "labkit.evaluate.net_benefit"
Y, P = np.array([0, 1, 1, 0]), np.array([0.1, 0.7, 0.4, 0.3])


def fetched(name=NET_BENEFIT):
    return pkgutil.resolve_name(name)


def through_a_copy():
    function = fetched()
    return types.FunctionType(function.__code__, function.__globals__)(Y, P, 0.2, sample_weight=None)


def through_a_changed_copy():
    function = fetched()
    return types.FunctionType(copy.copy(function.__code__.replace(co_flags=3)), function.__globals__)(
        Y, P, 0.2, sample_weight=None
    )


def through_its_source_executed():
    function = fetched()
    space = {"__name__": "mine", "__package__": "labkit.evaluate.decision"}
    exec(Path(function.__code__.co_filename).read_text("utf-8"), space)
    return space["net_benefit"](Y, P, 0.2)


def through_its_source_under_another_name():
    function = fetched()
    text = Path(function.__code__.co_filename).read_text("utf-8").replace("def net_benefit", "\n\ndef mine")
    space = {"__name__": "mine", "__package__": "labkit.evaluate.decision"}
    exec(compile(text, "<mine>", "exec"), space)
    return space["mine"](Y, P, 0.2)


def through_a_thread():
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(fetched(), Y, P, 0.2).result()


def through_an_object_of_a_package():
    from sklearn.preprocessing import FunctionTransformer

    given = {"y_prob": P, "thresholds": 0.2}
    return FunctionTransformer(fetched(), kw_args=given).fit_transform(Y)


def through_a_package_that_calls_what_it_is_given():
    from joblib import Parallel

    return Parallel(n_jobs=1)([(fetched(), (Y, P, 0.2), {})])


def through_a_package_and_a_partial():
    from jinja2 import Environment

    kept = []
    ready = functools.partial(fetched(), Y, P, 0.2)
    Environment().from_string("{{ keep(ready()) }}").render(ready=ready, keep=kept.append)
    return kept


DOORS = {
    "its name": lambda: fetched()(Y, P, 0.2),
    "another name": lambda: functools.partial(fetched(), Y)(P, 0.2),
    "a table's pipe": lambda: pd.Series(Y).pipe(fetched(), P, 0.2),
    "a table's apply": lambda: pd.Series([0.2]).apply(lambda t: fetched()(Y, P, t)),
    "numpy": lambda: np.apply_along_axis(lambda t: fetched()(Y, P, float(t[0])), 0, np.array([0.2])),
    "map": lambda: list(map(fetched(), [Y], [P], [0.2])),
    "a copy of its code": through_a_copy,
    "a changed copy of its code": through_a_changed_copy,
    "its source executed": through_its_source_executed,
    "its source under another name": through_its_source_under_another_name,
    "a thread": through_a_thread,
    "a package's object": through_an_object_of_a_package,
    "a package that calls what it is given": through_a_package_that_calls_what_it_is_given,
    "a package and a partial": through_a_package_and_a_partial,
}


@pytest.mark.parametrize("door", DOORS)
def test_a_forbidden_function_is_noted_by_every_door(door):
    with watching([NET_BENEFIT]) as called:
        DOORS[door]()
    assert called == {NET_BENEFIT}


@pytest.mark.parametrize(
    ("name", "use"),
    [
        ("sklearn", lambda: fetched("sklearn.metrics:roc_auc_score")(Y, P)),
        ("scipy.special", lambda: fetched("scipy.special:softmax")(P)),
        ("labkit.text", lambda: fetched("labkit.text:is_valid_nir")("1")),
        ("torch", lambda: fetched("torch:tensor")([1.0])),
        ("statistics", lambda: statistics.fmean([1, 2])),
    ],
)
def test_the_use_of_a_whole_module_is_noted(name, use):
    with watching([name]) as called:
        use()
    assert called == {name}


def test_the_use_of_a_ufunc_is_noted_though_python_tells_of_no_call():
    """numpy's own, of the same name, is another."""
    space = {"expit": fetched("scipy.special:expit"), "log1p": np.log1p, "np": np}
    exec("def use(x):\n    return expit(x)\ndef other(x):\n    return log1p(np.log(x))", space)
    squash = space["expit"]
    for use in (space["use"], lambda x: squash(x), lambda x: list(map(squash, x))):
        with watching(["scipy.special"]) as called:
            use(P)
        assert called == {"scipy.special"}
    with watching(["scipy.special"]) as called:
        space["other"](P)
        pd.Series(P).ewm(span=2).mean()
    assert called == set()


EXPIT = fetched("scipy.special:expit")


class Holder:
    squash = staticmethod(EXPIT)


def kept_in_a_default(x, tools=(EXPIT,)):
    return tools[0](x)


IN_A_TABLE, IN_AN_ARRAY, IN_PART = (
    {"a": [EXPIT]},
    np.array([EXPIT, None], dtype=object),
    functools.partial(EXPIT),
)
EACH, BY_TURNS = np.vectorize(EXPIT), itertools.cycle([EXPIT])
SILENT_DOORS = {
    "a list in a dictionary": lambda x: IN_A_TABLE["a"][0](x),
    "an array of objects": lambda x: IN_AN_ARRAY[0](x),
    "a partial": lambda x: IN_PART(x),
    "vectorize": lambda x: EACH(x),
    "an iterator": lambda x: next(BY_TURNS)(x),
    "a class": lambda x: Holder.squash(x),
    "an object": lambda x: Holder().squash(x),
    "a default": kept_in_a_default,
    "another package's name for it": lambda x: link.expit(x),
    "its module's names": lambda x: vars(scipy.special)["ex" + chr(112) + "it"](x),
    "a computed name": lambda x: getattr(scipy.special, "".join(["ex", "pit"]))(x),
    "the table of modules": lambda x: sys.modules["scipy.special"].__dict__["".join(["ex", "pit"])](x),
    "a pickle": lambda x: pickle.loads(b"cscipy.special\nexpit\n.")(x),
    "an import of a computed name": lambda x: importlib.import_module("scipy." + "special").expit(x),
    "its own method": lambda x: IN_PART.func.at(np.array(x), [0]),
    "sorting": lambda x: sorted(x, key=EXPIT),
}


@pytest.mark.parametrize("door", SILENT_DOORS)
def test_a_ufunc_is_noted_by_every_door(door):
    with watching(["scipy.special"]) as called:
        SILENT_DOORS[door](P)
    assert called == {"scipy.special"}
    assert scipy.special.expit is EXPIT


def test_ufuncs_that_packages_call_or_that_nobody_uses_are_not_noted():
    from scipy.stats import norm

    def other(x):
        return np.add.reduce(np.exp(x)) + norm.cdf(0.5) + float(np.vectorize(np.log1p)(0.5))

    with watching(["scipy.special"]) as called:
        assert other(P) > 0
        LogisticRegression().fit(P[:, None], Y).predict_proba(P[:, None])
    assert called == set()


def test_a_method_of_what_a_forbidden_module_made_before_is_noted():
    import torch

    tensor = torch.ones(2)
    with watching(["torch"]) as called:
        tensor.softmax(0)
    assert called == {"torch"}


def test_what_a_forbidden_class_has_in_common_with_others_is_not_noted():
    from labkit.evaluate import PredictiveValues

    class Own(NamedTuple):
        ppv: float
        npv: float

    with watching(["labkit.evaluate.PredictiveValues"]) as called:
        Own(0.2, 0.9)._replace(ppv=0.3)._asdict()
        Own._make([0.1, 0.2])
    assert called == set() and PredictiveValues


def test_what_packages_call_for_themselves_is_not_noted():
    from labkit.evaluate import decision_curve

    with watching([NET_BENEFIT, "sklearn", "torch"]) as called:
        decision_curve(Y, P)
        pd.Series(P).rank().to_numpy().mean()
        sorted([3, 1], key=lambda value: -value)
    assert called == set()


def test_a_watch_switched_off_is_noted_and_one_of_others_is_left_as_it_was():
    def other(frame, event, argument):
        return None

    with watching([NET_BENEFIT]) as called:
        sys.setprofile(None)
        fetched()(Y, P, 0.2)
    assert called == {SWITCHED_OFF}
    sys.setprofile(other)
    try:
        with watching([NET_BENEFIT]) as called:
            pass
        assert sys.getprofile() is other and called == set()
    finally:
        sys.setprofile(None)


def test_nothing_is_watched_where_nothing_is_forbidden():
    with watching([]) as called:
        assert sys.getprofile() is None
    assert called == set()


class Counted(str):
    """A name that counts how often it is compared with a module's."""

    compared = 0

    def __format__(self, how):
        Counted.compared += 1
        return super().__format__(how)


def test_the_hundredth_call_costs_no_more_than_the_second():
    """A name that is not there yet, and a module's, stay to be looked for: each call had them once more, and cost more than the last."""
    watch, names = ForbiddenCalls(), [Counted("labkit.text.context"), Counted("absent.module")]
    spent = []
    for _ in range(100):
        before = Counted.compared
        with watch.noting(names):
            [len(word) for word in ("aucun", "signe")]
        spent.append(Counted.compared - before)
    assert max(spent[1:]) <= spent[0]
    assert spent[99] <= len(names)


def test_what_a_module_is_called_is_looked_up_again_when_names_come():
    watch = ForbiddenCalls()
    with watch.noting(["absent.module"]):
        math.gcd(4, 6)
    assert watch.called == set()
    with watch.noting(["math"]):
        math.gcd(4, 6)
    assert watch.called == {"math"}
