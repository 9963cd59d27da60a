"""Every lab's grader tells right from wrong: right answers pass, each mutant is caught by its own message."""

import json
import re
from decimal import Decimal
from functools import cache

import numpy as np
import pytest

from labkit.content import Content
from labkit.course.source.lab_source import read_source
from labkit.course.source.select import select
from labkit.language import LANGUAGES
from labkit.tasks.agreement import difference
from labkit.tasks.answers import LocalAnswer
from labkit.tasks.bundle import Bundle, build, marking_seed, practice_seed
from labkit.tasks.criteria import NAME_MUTANTS
from labkit.tasks.declare import ValueTask
from labkit.tasks.judge import judge
from labkit.tasks.load import load_grader
from labkit.tasks.verify import verify
from tests.graders.telling import Public, tells_literal, tells_result

CONTENT = Content.find()
TASKS = {(lab, task.id): task for lab in CONTENT.labs() for task in load_grader(CONTENT, lab).tasks}
SEEDS = {
    "practice": lambda lab, task: practice_seed(lab, task.id),
    "marking": lambda lab, task: marking_seed(b"a secret of sixteen bytes", lab, task.id),
    "another": lambda lab, task: 20_261_122,
}

# Tasks of which no result could be told, and why.
TELLS_NOTHING = {
    (
        "m2_finetune",
        "fine_tune",
    ): "a training's risks are another machine's business: no number of them is expected",
}


def trains(task):
    """Its answers train models, and its bundle holds no results of theirs: the criterion names mistakes by what they do."""
    return (
        not isinstance(task, ValueTask) and task.criterion is not None and task.criterion.name in NAME_MUTANTS
    )


def _param(lab, task, *seed):
    """The tests of a task on one worker: they share its cases and its trials. Trainings share nothing and take a minute or more each."""
    group = "-".join(["graders", lab, task.id, *(seed if trains(task) else ())])
    return pytest.param(
        lab, task, *seed, id="-".join([lab, task.id, *seed]), marks=pytest.mark.xdist_group(group)
    )


each_task = pytest.mark.parametrize(("lab", "task"), [_param(lab, task) for (lab, _), task in TASKS.items()])


@cache
def bundle_of(lab, task, seed):
    """What judges: in practice as it comes out of the learner's pack, in marking as it was made."""
    bundle = build(task, lab, SEEDS[seed](lab, task))
    return Bundle.from_json(json.loads(json.dumps(bundle.to_json()))) if seed == "practice" else bundle


@cache
def trials_of(lab, task, seed):
    return list(verify(task, lab, SEEDS[seed](lab, task), bundle_of(lab, task, seed)))


# Trainings are tried on two draws of notes.
TRIED = [
    _param(lab, task, seed)
    for (lab, _), task in TASKS.items()
    for seed in SEEDS
    if not (trains(task) and seed == "another")
]


@pytest.mark.parametrize(("lab", "task", "seed"), TRIED)
def test_right_answers_pass_and_each_mutant_gets_its_own_message(lab, task, seed):
    astray = [
        f"{t.who}: wanted {t.wanted}, got {t.outcome.status} {t.outcome.misconception}"
        for t in trials_of(lab, task, seed)
        if not t.held
    ]
    assert not astray


@each_task
@pytest.mark.parametrize("seed", ["practice", "marking"])
def test_no_message_of_a_wrong_answer_tells_the_expected_value(lab, task, seed):
    """Numbers, texts, tuples, arrays, frames, letters, options: see `telling`."""
    if (lab, task.id) in TELLS_NOTHING:
        return
    bundle = bundle_of(lab, task, seed)
    messages = said_to_wrong_answers(task, bundle, trials_of(lab, task, seed))
    if isinstance(task, ValueTask):
        secrets = right_literals(task)
        tells = {text: [tells_literal(text, each, task.domain) for each in secrets] for text in messages}
    else:
        secrets = right_results(task, bundle)
        public = copies_of(lab, given_by_laws(bundle))
        tells = {text: [tells_result(text, each, public) for each in secrets] for text in messages}
    assert len(messages) >= 2 * len(task.mutants)
    assert secrets and all(secret is not None for secret in secrets)
    assert not {text: told for text, found in tells.items() if (told := next(filter(None, found), None))}


def test_the_tasks_of_which_nothing_can_be_told_are_there_and_say_why():
    assert TELLS_NOTHING.keys() <= TASKS.keys()
    assert all(TELLS_NOTHING.values())


def said_to_wrong_answers(task, bundle, trials):
    """Every text that a wrong answer to a task can get, in both languages: of mutants, laws, comparison and trials."""
    said = [m.message for m in task.mutants] + [law.message for law in bundle.laws]
    said += [trial.outcome.message for trial in trials if trial.outcome.status != "right"]
    texts = [text for both in dict.fromkeys(said) for text in (both.en, both.fr)]
    for mutant in bundle.mutants:
        for output, case in zip(mutant.outputs, bundle.cases, strict=False):
            if amiss := difference(output, case.expected, case.tolerance):
                texts += [without_own_size(text, output) for text in (amiss.en, amiss.fr)]
    return list(dict.fromkeys(texts))


def without_own_size(text, output):
    """What is said of a wrong answer's own shape or length tells nothing of the right one's."""
    own = getattr(output, "shape", None) or ([len(output)] if hasattr(output, "__len__") else [])
    return re.sub(rf"\b({'|'.join(map(str, own))})\b", "…", text) if own else text


def given_by_laws(bundle):
    """The arguments that laws with a known result give: their messages may name them."""
    given = [law.parameters["given"] for law in bundle.laws if law.name == "known"]
    return re.sub(r"['\"]", "", repr(given))


def right_literals(task):
    """Each possible answer to a literal that is right."""
    right = {task.spelled(answer()) for answer in (task.right, *task.alternatives)}
    return [
        each for each in task.domain if task.spelled(each) in right or (task.accepts and task.accepts(each))
    ]


def right_results(task, bundle):
    """What the reference returns on the cases, and what laws that name a result ask for."""
    if task.criterion is None:
        results = [case.expected for case in bundle.cases]
    else:
        hidden = task.criterion.parameters.get("truth")
        results = [
            task.right(**{name: value for name, value in case.arguments.items() if name != hidden})
            for case in bundle.cases
        ]
    return results + [law.parameters["result"] for law in bundle.laws if law.name == "known"]


@cache
def copies_of(lab, given):
    """What learners of a lab read, in both languages and on both pathways, without the answers, and what a law gives."""
    source = read_source(CONTENT, lab)
    cells = [
        cell.source
        for way in source.pathways()
        for language in LANGUAGES
        for cell in select(source, language, way).cells
    ]
    return Public(
        re.sub(r"### BEGIN SOLUTION.*?### END SOLUTION", "", "\n".join([*cells, given]), flags=re.DOTALL)
    )


@each_task
def test_each_task_has_what_a_learner_needs(lab, task):
    assert len(task.mutants) >= 4
    assert len(task.alternatives) >= 2 or isinstance(
        task, ValueTask
    )  # a literal's spellings: typed_otherwise
    assert task.hints
    assert len({mutant.name for mutant in task.mutants}) == len(task.mutants)
    if isinstance(task, ValueTask):
        assert len(task.domain) >= 20


LITERALS = [_param(lab, task) for (lab, _), task in TASKS.items() if isinstance(task, ValueTask)]


def typed_otherwise(task):
    """The right answer to a literal as others type it."""
    right = task.right()
    if task.in_letters:
        ways = [
            right.lower(),
            " ".join(right),
            ", ".join(right),
            f"« {right} »",
            list(right),
            tuple(right.lower()),
        ]
        if right.isdigit():
            ways.append([int(figure) for figure in right])
            ways += [] if right.startswith("0") else [int(right)]
        if task.unordered:
            ways += [right[::-1], f"{', '.join(right[:-1])} et {right[-1]}"]
        return ways
    if isinstance(right, str):
        return [f" {right} ", right.upper()]
    number = float(right)
    return [
        number,
        np.float64(number),
        Decimal(repr(number)),
        *([np.int64(right)] if number.is_integer() else []),
        f" {number} ",
        # With three decimals, a comma might stand between thousands.
        *([f"«\u00a0{number:.10g}\u00a0»".replace(".", ",")] if round(number, 2) == number else []),
    ]


@pytest.mark.parametrize(("lab", "task"), LITERALS)
@pytest.mark.parametrize("seed", ["practice", "marking"])
def test_an_explorers_literal_is_read_however_it_is_typed(lab, task, seed):
    bundle = bundle_of(lab, task, seed)
    for typed in typed_otherwise(task):
        assert judge(LocalAnswer(typed), bundle, reveal=seed == "practice").status == "right", typed


@pytest.mark.parametrize("lab", CONTENT.labs())
def test_the_two_pathways_of_a_lab_are_worth_the_same(lab):
    grader = load_grader(CONTENT, lab)
    totals = {
        pathway: sum(task.points for task in grader.on_pathway(pathway))
        for pathway in ("builder", "explorer")
    }
    assert len({total for total in totals.values() if total}) == 1
