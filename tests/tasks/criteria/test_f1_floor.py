"""The criterion of readers, phenomenon by phenomenon: its F1 is the usual one, and it names what is below the floor."""

import json

import numpy as np
import pytest
from sklearn.metrics import f1_score

from labkit.language import Text
from labkit.tasks.answers import LocalAnswer
from labkit.tasks.bundle import Bundle, build
from labkit.tasks.criteria import Criterion, run
from labkit.tasks.declare import case, function_task
from labkit.tasks.judge import judge

LABELS = {"negation": ("absent", "present"), "doubt": ("uncertain", "absent")}
PARAMETERS = {
    "truth": "truth",
    "least": 0.8,
    "messages": {
        f"{name} {language}": (f"look at {name} in {language}", f"voyez {name} en {language}")
        for name in LABELS
        for language in ("en", "fr")
    },
    "names": {
        f"{name} {language}": (f"{name} ({language})", f"{name} en {language}")
        for name in LABELS
        for language in ("en", "fr")
    },
    "closing": ("The end.", "Fin."),
}
CASES = [
    {
        "sentence": f"{name} {language} {pair} {own}",
        "truth": {
            "label": LABELS[name][not own],
            "phenomenon": name,
            "language": language,
            "pair": pair,
            "own": own,
        },
    }
    for name in LABELS
    for language in ("en", "fr")
    for pair in range(5)
    for own in (True, False)
]
GOLD = {each["sentence"]: each["truth"]["label"] for each in CASES}


def judged(said, cases=CASES, **changed):
    return run("f1_floor", PARAMETERS | changed, lambda sentence: said[sentence], cases, seed=0)


def test_a_right_reader_passes_and_sees_no_truth():
    assert judged(GOLD) is None


@pytest.mark.parametrize("label", ["present", "absent", "uncertain"])
def test_one_label_for_all_never_passes(label):
    text = judged(dict.fromkeys(GOLD, label))
    assert "Of its 5 minimal pairs" in text.en and "5 do not differ" in text.en
    assert "De ses 5 paires" in text.fr


@pytest.mark.parametrize("name", PARAMETERS["messages"])
def test_the_one_phenomenon_that_fails_is_named_whatever_the_others_are_worth(name):
    said = {
        s: ("present" if "True" in s else "uncertain") if s.startswith(name) else v for s, v in GOLD.items()
    }
    text = judged(said)
    assert text.en.startswith(f"look at {name.split()[0]} in {name.split()[1]}")
    assert "1 of 4" in text.en and "1 sur 4" in text.fr
    assert text.en.endswith("The end.") and text.fr.endswith("Fin.")
    assert "differ" not in text.en and "diffère" not in text.fr
    assert [other for other in PARAMETERS["names"].values() if other[0] in text.en] == [
        PARAMETERS["names"][name]
    ]


@pytest.mark.parametrize(
    ("alike", "said_en"), [(0, None), (1, "one does not differ"), (2, "2 do not differ")]
)
def test_pairs_that_do_not_differ_are_counted_when_there_are_any(alike, said_en):
    """In doubt en: the first pairs get one label twice, every other the two labels the wrong way round."""
    said = {
        s: v
        if not s.startswith("doubt en")
        else ("absent" if int(s.split()[2]) < alike or "True" in s else "uncertain")
        for s, v in GOLD.items()
    }
    text = judged(said)
    assert (said_en in text.en) if said_en else ("differ" not in text.en)
    assert "do not differ" not in text.en or alike > 1


def test_every_phenomenon_below_the_floor_is_listed_the_lowest_first():
    said = {s: ("absent" if s.startswith(("doubt en", "negation fr")) else v) for s, v in GOLD.items()}
    text = judged(said)
    assert "2 of 4" in text.en and "doubt (en); negation (fr)" in text.en
    assert "doubt en en ; negation en fr" in text.fr


@pytest.mark.parametrize("seed", range(25))
def test_it_passes_exactly_when_the_usual_f1_of_every_phenomenon_does(seed):
    rng = np.random.default_rng(seed)
    said = {
        s: v if rng.random() < 0.93 else str(rng.choice(["present", "absent", "uncertain"]))
        for s, v in GOLD.items()
    }
    scores = []
    for name in PARAMETERS["messages"]:
        rows = [s for s in GOLD if s.startswith(name)]
        label = LABELS[name.split()[0]][0]
        scores.append(f1_score([GOLD[s] == label for s in rows], [said[s] == label for s in rows]))
    assert (judged(said) is None) == (min(scores) >= 0.8)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_cases_does_not_matter(seed):
    rng = np.random.default_rng(seed)
    said = {s: str(rng.choice(["present", "absent", "uncertain"])) for s in GOLD}
    messages = {judged(said, [CASES[i] for i in rng.permutation(len(CASES))]).en for _ in range(5)}
    assert len(messages) == 1


@pytest.mark.parametrize("answer", ["maybe", 1, ["absent"], np.array([1.0, 2.0])])
def test_what_is_no_label_is_told_so(answer):
    text = judged(dict.fromkeys(GOLD, answer))
    assert '"absent", "present", "uncertain"' in text.en


def test_nothing_returned_is_told_so():
    assert "return" in judged(dict.fromkeys(GOLD)).fr


def test_it_judges_alike_from_the_practice_pack():
    task = function_task(
        id="read",
        points=1,
        why=Text("Right.", "Juste."),
        hints=[],
        criterion=Criterion("f1_floor", PARAMETERS),
    )
    task.reference(lambda sentence, truth=None: GOLD[sentence])

    @task.mutant(Text("All present.", "Tout présent."))
    def all_present(sentence, truth=None):
        return "present"

    task.cases(lambda rng: [case(**each) for each in CASES])
    bundle = build(task, "toy", seed=1)
    text = json.dumps(bundle.to_json())
    packed = Bundle.from_json(json.loads(text))
    assert (
        Bundle.from_json(json.loads(text.replace('"criterion"', '"judge"'))) == packed
    )  # one already with a learner
    assert judge(LocalAnswer(lambda sentence: GOLD[sentence]), packed, reveal=True).status == "right"
    keyword = judge(LocalAnswer(lambda sentence: "present"), packed, reveal=True)
    assert keyword.misconception == "all_present"
    other = judge(LocalAnswer(lambda sentence: "absent"), packed, reveal=True)
    assert other.misconception is None and "minimal pairs" in other.message.en


@pytest.mark.parametrize("answer", [lambda sentence: None + sentence, lambda sentence: {}.get(sentence)])
def test_a_crash_or_nothing_points_to_the_tasks_it_may_rest_on(answer):
    """An earlier task that is still empty gives the error on a line of this one, which may be right."""
    task = function_task(
        id="read",
        points=1,
        why=Text("Right.", "Juste."),
        hints=[],
        criterion=Criterion("f1_floor", PARAMETERS),
    )
    task.reference(lambda sentence, truth=None: GOLD[sentence])
    task.cases(lambda rng: [case(**each) for each in CASES])
    bundle = build(task, "toy", seed=1)
    for reveal in (True, False):
        message = judge(LocalAnswer(answer), bundle, reveal=reveal).message
        assert message.en.endswith("The end.") and message.fr.endswith("Fin.")
