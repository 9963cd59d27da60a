"""Every lab's grader tells right from wrong: right answers pass, each mutant is caught by its own message."""

import json

import pytest

from labkit.content import Content
from labkit.tasks.answers import LocalAnswer
from labkit.tasks.bundle import Bundle, build, marking_seed, practice_seed
from labkit.tasks.declare import ValueTask
from labkit.tasks.judge import judge
from labkit.tasks.load import load_grader
from labkit.tasks.verify import SECONDS, verify

CONTENT = Content.find()
TASKS = [(lab, task) for lab in CONTENT.labs() for task in load_grader(CONTENT, lab).tasks]
SEEDS = {
    "practice": lambda lab, task: practice_seed(lab, task.id),
    "marking": lambda lab, task: marking_seed(b"a secret of sixteen bytes", lab, task.id),
    "another": lambda lab, task: 20_261_122,
}

each_task = pytest.mark.parametrize(("lab", "task"), TASKS, ids=[f"{lab}-{task.id}" for lab, task in TASKS])


@each_task
@pytest.mark.parametrize("seed", SEEDS)
def test_right_answers_pass_and_each_mutant_gets_its_own_message(lab, task, seed):
    trials = list(verify(task, lab, SEEDS[seed](lab, task)))
    astray = [
        f"{t.who}: wanted {t.wanted}, got {t.outcome.status} {t.outcome.misconception}"
        for t in trials
        if not t.held
    ]
    assert not astray


@each_task
def test_each_task_has_what_a_learner_needs(lab, task):
    assert len(task.mutants) >= 4
    assert len(task.alternatives) >= 2
    assert task.hints
    assert len({mutant.name for mutant in task.mutants}) == len(task.mutants)
    if isinstance(task, ValueTask):
        assert len(task.domain) >= 20


@each_task
def test_a_message_never_tells_the_expected_value(lab, task):
    """No message of a task holds a number of the reference's results on the practice cases, to four digits."""
    bundle = build(task, lab, practice_seed(lab, task.id))
    expected = {f"{case.expected:.4f}" for case in bundle.cases if isinstance(case.expected, float)}
    for mutant in task.mutants:
        assert not any(value in mutant.message.en + mutant.message.fr for value in expected)


@each_task
def test_a_bundle_survives_the_practice_pack(lab, task):
    """Judging with the pack gives what judging with the grader gives."""
    bundle = build(task, lab, practice_seed(lab, task.id))
    packed = Bundle.from_json(json.loads(json.dumps(bundle.to_json())))
    answers = [task.right, *task.alternatives]
    for function in answers:
        answer = function() if isinstance(task, ValueTask) else function
        assert judge(LocalAnswer(answer, SECONDS), packed, reveal=True).status == "right"
    for mutant in [] if isinstance(task, ValueTask) else task.mutants:
        outcome = judge(LocalAnswer(mutant.function, SECONDS), packed, reveal=True)
        assert outcome.misconception == mutant.name


LETTERS = [(lab, task) for lab, task in TASKS if isinstance(task, ValueTask) and task.in_letters]


@pytest.mark.parametrize(("lab", "task"), LETTERS, ids=[f"{lab}-{task.id}" for lab, task in LETTERS])
@pytest.mark.parametrize("seed", ["practice", "marking"])
def test_an_explorers_letters_are_read_however_they_are_typed(lab, task, seed):
    bundle = build(task, lab, SEEDS[seed](lab, task))
    right = task.right()
    for typed in (
        right.lower(),
        " ".join(right),
        ", ".join(right),
        f"« {right} »",
        list(right),
        tuple(right.lower()),
    ):
        assert judge(LocalAnswer(typed), bundle, reveal=seed == "practice").status == "right", typed


@pytest.mark.parametrize("lab", CONTENT.labs())
def test_the_two_paths_of_a_lab_are_worth_the_same(lab):
    grader = load_grader(CONTENT, lab)
    totals = {path: sum(task.points for task in grader.on_path(path)) for path in ("builder", "explorer")}
    assert len({total for total in totals.values() if total}) == 1
