"""The five outcomes, and that none is mistaken for another."""

import dataclasses
import functools

import numpy as np
import pytest

from labkit.tasks import Text, build, case, function_task, judge, laws, value_task
from labkit.tasks.answers import LocalAnswer

T = Text("message", "message")


@pytest.fixture(scope="module")
def bundle():
    double = function_task(
        id="double", points=2, why=T, hints=[T], laws=[laws.known({"x": 0.0}, 0.0, Text("zero", "zéro"))]
    )

    @double.reference
    def right(x):
        return 2 * x

    @double.mutant(Text("that is the square", "c'est le carré"))
    def square(x):
        return x * x

    @double.cases
    def numbers(rng):
        for x in rng.uniform(3, 9, 4):
            yield case(x=float(x))

    return build(double, "tiny", 7)


def outcome(answer, bundle, **options):
    return judge(LocalAnswer(answer, seconds=0.5), bundle, reveal=options.get("reveal", True))


def stub(x): ...


def raises_not_implemented(x):
    raise NotImplementedError()


@pytest.mark.parametrize(
    "answer", [..., stub, raises_not_implemented], ids=["dots", "stub", "not implemented"]
)
def test_not_started(answer, bundle):
    assert outcome(answer, bundle).status == "not_started"


def divide_by_zero(x):
    return x / 0


def exits(x):
    raise SystemExit(0)


def loops(x):
    while True:
        pass


@pytest.mark.parametrize("answer", [divide_by_zero, exits, loops])
def test_a_crash_is_a_crash(answer, bundle):
    found = outcome(answer, bundle)
    assert (found.status, found.points) == ("crashed", 0)


def test_a_crash_shows_its_arguments_in_practice_and_only_their_types_when_marking(bundle):
    practice = outcome(divide_by_zero, bundle, reveal=True).message.en
    marking = outcome(divide_by_zero, bundle, reveal=False).message.en
    value = str(bundle.cases[0].arguments["x"])
    assert "ZeroDivisionError" in practice and value in practice
    assert "ZeroDivisionError" in marking and value not in marking and "float" in marking


def crashing_once(answer):
    """`answer`, which divides by 0 on the first case it is asked."""
    asked = []

    def crashes(x):
        asked.append(x)
        return answer(x) / (x != asked[0])

    return crashes


def test_an_answer_that_is_a_mutant_but_where_it_crashes_is_told_both(bundle):
    found = outcome(crashing_once(lambda x: x * x), bundle)
    assert (found.status, found.points, found.misconception) == ("crashed", 0, "square")
    assert found.message.en.startswith("that is the square\nZeroDivisionError")
    assert "ZeroDivisionError" in found.message.fr and found.message.fr.startswith("c'est le carré")


@pytest.mark.parametrize("answer", [lambda x: 2 * x, lambda x: 3 * x], ids=["right", "no mutant"])
def test_one_that_crashes_and_is_no_mutant_elsewhere_is_told_the_crash(answer, bundle):
    found = outcome(crashing_once(answer), bundle)
    assert (found.status, found.misconception) == ("crashed", None)
    assert found.message.en.startswith("ZeroDivisionError")


def test_whoever_crashes_on_what_was_asked_first_is_not_asked_everything(bundle):
    asked = []
    assert outcome(lambda x: asked.append(x) or x / 0, bundle).status == "crashed"
    assert len(asked) == 3 < len(bundle.cases)
    shown = outcome(lambda x: x / 0, bundle).message.en
    assert str(asked[0]) in shown, "the first crash is shown"


@pytest.mark.parametrize("end", [MemoryError, SystemExit])
def test_what_ended_its_process_or_took_all_memory_is_not_tried_again(end, bundle):
    asked = []

    def answer(x):
        asked.append(x)
        if len(asked) == 2:
            raise end
        return x * x

    assert outcome(answer, bundle).status == "crashed"
    assert len(asked) == 2 < len(bundle.cases)


class AlwaysEqual:
    def __eq__(self, other):
        return True

    def __float__(self):
        return 0.0

    __hash__ = None


WRONG = {
    "a mutant": (lambda x: x * x, "square", None),
    "breaks a law": (lambda x: 2 * x + 1, None, "known"),
    "off by little": (lambda x: 2 * x * (1 + 1e-6), None, None),
    "text": (lambda x: str(2 * x), None, None),
    "equal to everything": (lambda x: AlwaysEqual(), None, None),
    "nan": (lambda x: float("nan"), None, "known"),
    "a value": (14.0, None, None),
    "nothing": (lambda x: print(x), None, None),
}


@pytest.mark.parametrize(("answer", "misconception", "law"), WRONG.values(), ids=WRONG)
def test_wrong(answer, misconception, law, bundle):
    found = outcome(answer, bundle)
    assert (found.status, found.points) == ("wrong", 0)
    assert (found.misconception, found.law) == (misconception, law)


@pytest.mark.parametrize("answer", [lambda x: x + x, lambda x: np.float64(2) * x, lambda x: np.array(2 * x)])
def test_right(answer, bundle):
    found = outcome(answer, bundle)
    assert (found.status, found.points) == ("right", 2)


def counting(right, wrong_after):
    asked = []

    def answer(x):
        asked.append(x)
        return right(x) if len(asked) <= wrong_after else 0.0

    return answer


@pytest.mark.parametrize("calls", [5, 6, 7, 8])
def test_an_answer_that_depends_on_how_often_it_was_asked_is_wrong(bundle, calls):
    """Four cases and a law's calls are asked first; a right answer is right beyond them."""
    found = outcome(counting(lambda x: 2 * x, calls), bundle)
    assert (found.status, found.points) == ("wrong", 0)


def test_an_answer_that_counts_its_calls_and_remembers_what_it_said_is_wrong(bundle):
    """It knows the results in their order in the file, and repeats what it answered before."""
    left, said = [case.expected for case in bundle.cases], {}

    def counts(x):
        return said.setdefault(x, left.pop(0) if left else 2 * x)

    assert outcome(counts, bundle).status == "wrong"


def test_an_answer_may_keep_what_it_has_worked_out(bundle):
    assert outcome(functools.cache(lambda x: 2 * x), bundle).status == "right"


def test_cases_are_asked_in_an_order_drawn_from_the_seed(bundle):
    asked = []
    outcome(lambda x: asked.append(x) or 2 * x, bundle)
    inputs = [case.arguments["x"] for case in bundle.cases]
    turns = [[inputs.index(x) for x in asked[at : at + 4]] for at in (0, len(asked) - 8, len(asked) - 4)]
    assert turns == [bundle.order(turn) for turn in range(3)]
    long = dataclasses.replace(bundle, cases=bundle.cases * 10)
    assert long.order() != dataclasses.replace(long, seed=8).order()


def test_warnings_and_prints_of_the_answer_are_kept_quiet(bundle, capfd):
    import warnings

    def noisy(x):
        print("noise")
        warnings.warn("deprecated", stacklevel=1)
        return 2 * x

    assert outcome(noisy, bundle).status == "right"
    assert capfd.readouterr() == ("", "")


def test_an_answer_cannot_change_the_case_for_the_next():
    total = function_task(id="total", points=1, why=T, hints=[T], laws=[laws.permutation_invariant(["x"])])
    total.reference(lambda x: float(np.sum(x)))

    @total.cases
    def arrays(rng):
        yield case(x=rng.random(5))

    bundle = build(total, "tiny", 1)
    before = bundle.cases[0].arguments["x"].copy()

    def destroys(x):
        result = float(x.sum())
        x[:] = 0
        return result

    assert outcome(destroys, bundle).law == "arguments_untouched"
    assert np.array_equal(bundle.cases[0].arguments["x"], before)


def test_html_escapes_what_a_learner_wrote(bundle):
    def injects(x):
        raise ValueError("<script>alert(1)</script>")

    markup = outcome(injects, bundle).to_html("fr")
    assert "<script>" not in markup and "&lt;script&gt;" in markup


def test_both_languages_are_spoken(bundle):
    found = outcome(lambda x: 2 * x, bundle)
    assert "Right" in found.to_html("en") and "Juste" in found.to_html("fr")


@pytest.mark.parametrize(("domain", "told"), [(["ab", "cd"], True), (["ab", "abc"], False), ([1, 2], False)])
def test_an_answer_s_length_is_told_only_where_all_possible_ones_share_it(domain, told):
    task = value_task(id="t", points=1, why=Text("w", "w"), hints=[Text("h", "h")], domain=domain)
    task.reference(lambda: domain[0])
    outcome = judge(LocalAnswer("nothing of the kind"), build(task, "any", 1), reveal=True)
    assert ("parts are expected" in outcome.message.en) == told


@pytest.mark.parametrize("choice", ["MLJC", "c, j, l et m", "C J L and M", ["J", "C", "M", "L"], "CJLM"])
def test_a_choice_of_letters_is_the_same_in_any_order(choice):
    task = value_task(id="t", points=1, why=T, hints=[T], domain=["CJLM", "ABCD", "ABCE"], unordered=True)
    task.reference(lambda: "CJLM")
    assert judge(LocalAnswer(choice), build(task, "any", 1), reveal=True).status == "right"


@pytest.mark.parametrize("choice", ["CJL", "CJLL", "CJLMA", 7, "", ["C", 1]])
def test_other_letters_are_another_choice(choice):
    task = value_task(id="t", points=1, why=T, hints=[T], domain=["CJLM", "ABCD", "ABCE"], unordered=True)
    task.reference(lambda: "CJLM")
    assert judge(LocalAnswer(choice), build(task, "any", 1), reveal=True).status == "wrong"


def test_a_function_that_prints_in_place_of_returning_is_told_so(bundle, capsys):
    told = outcome(lambda x: print(2 * x), bundle)
    assert told.status == "wrong" and "return" in told.message.en


@pytest.mark.parametrize(
    ("domain", "answer", "told"),
    [
        ([1.5, 6.5], (6, 5), "point"),
        ([1, 7], [6, 5], "point"),
        ([1, 7], 6.5, "whole number"),
        ([1.5, 6.5], 6.25, "That is not it"),
        ([1, 7], 9, "That is not it"),
        (["ab", "cd"], (6, 5), "parts are expected"),
    ],
)
def test_a_number_of_another_shape_is_told_which(domain, answer, told):
    task = value_task(id="t", points=1, why=T, hints=[T], domain=domain)
    task.reference(lambda: domain[0])
    found = judge(LocalAnswer(answer), build(task, "any", 1), reveal=True)
    assert found.status == "wrong" and told in found.message.en


def _sorted_list(changes_arguments=False):
    task = function_task(id="sort", points=1, why=T, hints=[T], changes_arguments=changes_arguments)

    @task.reference
    def right(values, names):
        return sorted(values)

    @task.cases
    def lists(rng):
        yield case(values=[int(n) for n in rng.permutation(9)], names={"b", "a", "c"})

    return build(task, "tiny", 7)


def sorts_in_place(values, names):
    values.sort()
    return values


def empties(values, names):
    names.clear()
    return sorted(values)


def puts_code_in(values, names):
    kept = sorted(values)
    values.append(print)
    return kept


@pytest.mark.parametrize(
    ("answer", "name"), [(sorts_in_place, "values"), (empties, "names"), (puts_code_in, "values")]
)
def test_a_right_result_with_an_argument_changed_in_place_is_wrong(answer, name):
    found = outcome(answer, _sorted_list())
    assert (found.status, found.law) == ("wrong", "arguments_untouched")
    assert f"`{name}`" in found.message.en and f"`{name}`" in found.message.fr
    assert outcome(answer, _sorted_list(changes_arguments=True)).status == "right"


def test_the_practice_pack_keeps_that_a_task_lets_its_arguments_change():
    from labkit.tasks.bundle import Bundle

    for allowed in (True, False):
        assert Bundle.from_json(_sorted_list(allowed).to_json()).changes_arguments is allowed


TYPED = {
    "as asked": "RCA",
    "small letters": "rca",
    "spaces": " R C  A ",
    "commas": "R, C, A",
    "and": "R, C et A",
    "dashes": "R-C-A",
    "quotes within quotes": "« RCA »",
    "a list": ["R", "C", "A"],
    "a list of small letters": ["r", "c", " a "],
    "a tuple": ("R", "C", "A"),
    "an array": np.array(["R", "C", "A"]),
}


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)
def test_letters_are_read_however_they_are_typed(typed):
    task = value_task(id="t", points=1, why=T, hints=[T], domain=["RCA", "RAC", "CRA", "ACR"])
    task.reference(lambda: "RCA")
    bundle = build(task, "tiny", 7)
    assert outcome(typed, bundle).status == "right"
    turned = typed[::-1] if isinstance(typed, str) else list(typed)[::-1]
    assert outcome(turned, bundle).status == "wrong"


@pytest.mark.parametrize("typed", [None, 3, ["R", 3, "A"], {"R": "C"}, [["R", "C", "A"]], "RC", "RCAA", ""])
def test_what_is_no_such_word_is_not_read_as_one(typed):
    task = value_task(id="t", points=1, why=T, hints=[T], domain=["RCA", "RAC", "CRA", "ACR"])
    task.reference(lambda: "RCA")
    assert outcome(typed, build(task, "tiny", 7)).status != "right"


def test_words_with_spaces_keep_them():
    task = value_task(id="t", points=1, why=T, hints=[T], domain=["treat all", "treat none", "treatall"])
    task.reference(lambda: "treat all")
    bundle = build(task, "tiny", 7)
    assert outcome("Treat  all", bundle).status == "right"
    assert outcome("treatall", bundle).status == "wrong"
