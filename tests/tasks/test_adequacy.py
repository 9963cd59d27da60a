"""The tool that says whether cases are adequate: what it finds with too few cases, and that it finds nothing with enough."""

import numpy as np
import pytest

from labkit.tasks import Text, case, function_task, laws
from labkit.tasks.adequacy import adequacy, changes, lines

T = Text("message", "message")


def at_most(values, limit):
    """Values at or below the limit, in their order."""
    kept = []
    for value in values:
        if value <= limit:
            kept.append(value)
    return kept


def by_comprehension(values, limit):
    return [value for value in values if value <= limit]


def without_ties(rng):
    yield case(values=[float(x) for x in rng.uniform(0, 9, 8)], limit=5.0)


def with_ties(rng):
    for place in (0, 3, 7):
        values = [float(x) for x in rng.uniform(-9, 9, 8)]
        values[place] = 5.125
        yield case(values=values, limit=5.125)
    yield case(values=[-1.5, 2.25, -3.5, float(rng.uniform(6, 9))], limit=5.0)


def with_ends_and_signs(rng):
    """All that `with_ties` has, ties apart."""
    for values in ([1.5, 7.5, -2.25], [7.5, 1.125, 3.5], [-6.5, 8.5, float(rng.uniform(1, 2))]):
        yield case(values=values, limit=5.0)


def toy(cases, *rights, **options):
    task = function_task(id="toy", points=1, why=T, hints=[T], **options)
    task.reference(rights[0])
    for right in rights[1:]:
        task.alternative(right)
    task.cases(cases)
    return task


def survivors(found):
    return {survivor.change.id for survivor in found.survivors}


def test_a_tie_that_no_case_has_is_found_in_every_right_answer():
    found = adequacy(toy(without_ties, at_most, by_comprehension), "toys")
    assert {
        "at_most:comparison:value <= limit -> value < limit",
        "by_comprehension:comparison:value <= limit -> value < limit",
    } <= survivors(found)
    survivor = next(s for s in found.survivors if s.change.id.startswith("by_comprehension:comparison"))
    assert survivor.seeds == ("practice", "marking 1", "marking 2", "marking 3")
    assert survivor.change.before == "return [value for value in values if value <= limit]"
    assert survivor.change.after == "return [value for value in values if value < limit]"
    assert not found.holds


def test_with_adequate_cases_nothing_survives():
    found = adequacy(toy(with_ties, at_most, by_comprehension), "toys")
    assert not found.survivors and found.holds
    assert found.refused == found.changes >= 20


def test_a_change_that_is_right_too_is_declared_with_its_reason():
    task = toy(with_ends_and_signs, at_most, by_comprehension)
    task.equivalent("*:comparison:value <= limit -> value < limit", "no value stands at the limit")
    found = adequacy(task, "toys")
    assert not survivors(found) and found.holds
    assert found.equivalent == 2


def test_a_declaration_that_nothing_needs_fails():
    task = toy(with_ties, at_most, by_comprehension)
    task.equivalent("at_most:comparison:value <= limit -> value < limit", "it was so once")
    found = adequacy(task, "toys")
    assert found.stale == ["at_most:comparison:value <= limit -> value < limit"] and not found.holds
    assert any("at_most:comparison" in line for line in lines([found]))


def test_what_is_refused_with_one_seed_only_cannot_be_declared():
    def ties_by_luck(rng):
        values = [float(x) for x in rng.uniform(-9, 4, 8)]
        values[0] = 5.0 if rng.random() < 0.5 else 4.5
        yield case(values=values, limit=5.0)

    task = toy(ties_by_luck, by_comprehension)
    task.equivalent("*", "everything")
    secrets = [f"sixteen bytes and {number}".encode() for number in range(8)]
    found = adequacy(task, "toys", secrets=secrets)
    strict = next(s for s in found.survivors if "value < limit" in s.change.id)
    assert 0 < len(strict.seeds) < 9


def sum_of(values):
    total = 0
    for value in values:
        total += value
    return total


def runs_for_ever(values):
    left = list(values)
    total = 0
    while left:
        total += left.pop()
    return total


def test_a_change_that_never_ends_is_refused():
    def numbers(rng):
        for n in (3, 6):
            yield case(values=[int(x) for x in rng.integers(2, 9, n)])

    found = adequacy(toy(numbers, runs_for_ever), "toys", secrets=())
    assert any("-" in change.id and "pop" in change.before for change in changes(runs_for_ever))
    assert found.holds, survivors(found)


@pytest.mark.parametrize(("allowed", "left"), [(False, set()), (True, {"sum_of:in_place:values"})])
def test_arguments_changed_in_place_are_refused_unless_the_task_allows_it(allowed, left):
    def numbers(rng):
        yield case(values=[int(x) for x in rng.integers(2, 9, 4)])

    assert survivors(adequacy(toy(numbers, sum_of, changes_arguments=allowed), "toys")) == left


def helper(values):
    return [value for value in values if value > 0]


def mean_of_helped(values):
    kept = helper(values)
    return sum(kept) / len(kept)


def test_what_an_answer_calls_is_changed_with_it_unless_it_is_another_tasks():
    assert any(change.id.startswith("helper:") for change in changes(mean_of_helped))
    assert not any(change.id.startswith("helper:") for change in changes(mean_of_helped, [helper]))
    before = helper([1, 0])
    for change in changes(mean_of_helped):
        change.make()
    assert helper([1, 0]) == before == [1]


def first_of_least(values):
    return int(np.argmin(values))


def found_in(words, known):
    return [word in known for word in words]


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        (first_of_least, {"ties", "opposite", "around"}),
        (found_in, {"inside", "comparison", "loop", "in_place"}),
        (mean_of_helped, {"arithmetic", "branch", "number", "put_in"}),
        (runs_for_ever, {"around", "loop", "arithmetic"}),
    ],
)
def test_operators(answer, wanted):
    assert wanted <= {change.id.split(":")[1] for change in changes(answer)}


def test_ids_are_unique_and_do_not_hold_line_numbers():
    ids = [change.id for change in changes(at_most)]
    assert len(ids) == len(set(ids))
    assert not any(str(at_most.__code__.co_firstlineno) in id for id in ids)


def test_a_result_that_is_never_negative_is_not_asked_for_its_sign():
    def positive(rng):
        yield case(values=[float(x) for x in rng.uniform(0.11, 0.13, 5)])

    bounded = toy(positive, mean_of_helped, laws=[laws.bounded(0, 1)])
    assert not any("put_in" in id for id in survivors(adequacy(bounded, "toys")))
    assert "mean_of_helped:put_in:absolute" in survivors(adequacy(toy(positive, mean_of_helped), "toys"))


def test_of_an_answer_that_is_slow_to_judge_one_change_in_so_many_is_tried():
    task = toy(with_ties, at_most, by_comprehension)
    whole = adequacy(task, "toys", secrets=())
    task.slow_to_judge(by_comprehension, one_in=5)
    found = adequacy(task, "toys", secrets=())
    assert whole.changes - found.changes > 0
    assert any("by_comprehension is slow to judge: one change in 5" in line for line in lines([found]))
