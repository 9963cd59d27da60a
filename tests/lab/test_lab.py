"""What a notebook's `lab` says and keeps, with the practice pack alone."""

import contextlib
import inspect
import json
import re
import shutil

import numpy as np
import pytest

from labkit.content import Content
from labkit.notebook.lab import Lab, NotYet
from labkit.tasks import Text, order_task
from labkit.tasks.declare import LabGrader
from labkit.tasks.load import load_grader
from labkit.tasks.practice import FILE, PackError, read_pack, write_pack

NEEDS = ("m4_threshold", "m6_human", "m2_finetune")


@pytest.fixture(scope="module")
def grader():
    return load_grader(Content.find(), "m4_threshold")


@pytest.fixture
def folder(tmp_path, grader):
    """A learner's folder as a hub has it: a practice pack, no grader."""
    lab = tmp_path / "labs" / "m4_threshold"
    lab.mkdir(parents=True)
    write_pack(grader, "builder", lab / FILE)
    (lab.parent / ".labkit").mkdir()
    (lab.parent / ".labkit" / "learner").write_text("")  # choices in the author's order
    return lab


@pytest.fixture
def lab(folder):
    return Lab("m4_threshold", language="en", folder=folder)


def right(sensitivity, specificity, prevalence):
    found, rung = sensitivity * prevalence, (1 - specificity) * (1 - prevalence)
    quiet, missed = specificity * (1 - prevalence), (1 - sensitivity) * prevalence
    return found / (found + rung), quiet / (quiet + missed)


def test_the_plain_text_is_the_points_and_the_html_the_message(lab):
    result = lab.check("predictive_values", right)
    assert repr(result) == "2"
    assert "Right" in result._repr_html_() and 'role="status"' in result._repr_html_()
    assert repr(lab.check("predictive_values", lambda **k: (0.0, 0.0))) == "0"


def test_the_pack_holds_no_code_and_no_plain_answer_of_a_decision(folder, grader):
    write_pack(grader, "explorer", folder / "explorer.json")
    packs = (folder / FILE).read_text() + (folder / "explorer.json").read_text()
    for task in grader.tasks:
        for function in (task.right, *task.alternatives, *(mutant.function for mutant in task.mutants)):
            code = [
                line.strip()
                for line in inspect.getsource(function).splitlines()
                if not line.strip().startswith("@")
            ]
            assert not [line for line in code if len(line) > 15 and json.dumps(line)[1:-1] in packs]
    packed = json.loads((folder / "explorer.json").read_text())
    policy = next(b for b in packed["bundles"] if dict(b["v"])["task"] == "policy_by_ward")
    assert "1223" not in json.dumps(policy)
    assert "alarm_everywhere" not in json.dumps(policy)


def test_hints_come_one_at_a_time(lab, grader):
    hints = [text.en for text in grader.task("net_benefit").hints]
    said = [repr(lab.hint("net_benefit")) for _ in range(len(hints) + 1)]
    for text, hint in zip(said, [*hints, hints[-1]], strict=True):
        assert hint in text


def test_progress_moves_and_survives_a_restart(folder, lab):
    assert "Tasks right: 0 of 6" in repr(lab.progress())
    lab.check("predictive_values", right)
    again = Lab("m4_threshold", language="fr", folder=folder)
    assert "Tâches justes : 1 sur 6" in repr(again.progress())
    assert "<progress" in again.progress()._repr_html_() and "<table" in again.progress()._repr_html_()


def test_a_prediction_is_kept_before_the_result_and_the_first_one_counts(lab):
    assert "how many alarms" in repr(lab.predict("day_surgery_alarm", ..., ...))
    assert "90" in repr(lab.predict("day_surgery_alarm", "a", 90))
    lab.predict("day_surgery_alarm", "d", 99)
    assert "surprise" in repr(lab.reveal("day_surgery_alarm")) and "a, 90%" in repr(
        lab.reveal("day_surgery_alarm")
    )
    assert "0.81" in repr(lab.calibration())  # (0.9 - 0)^2


@pytest.mark.parametrize(("language", "brier"), [("en", "0.34"), ("fr", "0,34")])
def test_predictions_of_every_lab_make_one_calibration_curve_in_the_last(folder, language, brier):
    """Two labs side by side keep one record; a third shows it: picture with words, table, Brier score by hand."""
    Lab("m4_threshold", folder=folder).predict("day_surgery_alarm", "a", 90)  # wrong: 0.81
    record = next(folder.parent.glob(".labkit/*.jsonl"))
    other = json.loads(record.read_text().splitlines()[0]) | {"lab": "m5_groups", "item": "gap"}
    for item, confidence, hit in (
        ("gap", 60, True),
        ("gap", 100, False),
        ("other", 80, True),
    ):  # 0.16, -, 0.04
        line = json.dumps(other | {"item": item, "confidence": confidence, "right": hit})
        with record.open("a") as out:
            out.write(line + "\n")
    with record.open("a") as out:  # what a full disk or an editor left counts for nothing
        out.write(
            '{"kind": "predict", "lab": "m1_tokens"}\n{"kind": "predict", "confidence": "sure"}\n{"kind"\n'
        )
    last = folder.parent / "m6_human"
    last.mkdir()
    panel = Lab("m6_human", language=language, folder=last).calibration()
    page = panel._repr_html_()
    assert brier in repr(panel) and brier in page
    assert f'lang="{language}"' in page and page.count("<tr>") == 1 + 3  # head, then 60, 80 and 90 %
    assert 'alt="' in page and re.search(r'alt="([^"]+)"', page)[1] == repr(panel)


@pytest.mark.parametrize(
    ("choice", "confidence", "says"),
    [
        ("z", 70, "Choose one of a, b"),
        *(("a", sure, "in percent, between 0 and 100") for sure in (None, "sure", 170, 0.7)),
    ],
)
def test_a_prediction_that_cannot_be_noted_says_so(lab, choice, confidence, says):
    assert says in repr(lab.predict("day_surgery_alarm", choice, confidence))
    assert "not made a prediction" in repr(lab.reveal("day_surgery_alarm"))
    assert "Noted" in repr(lab.predict("day_surgery_alarm", "a", 70))


def test_a_quiz_says_what_is_right_about_each_choice(lab):
    wrong, right = (repr(lab.quiz("m2_finetune/same_score", letter)) for letter in "cb")
    assert "✗ Not this one" in wrong and "✓" not in wrong
    assert "✓ Right" in right and "✗" not in right


def test_without_a_pack_nothing_is_earned(tmp_path):
    lab = Lab("no_such_lab", language="en", folder=tmp_path)
    result = lab.check("anything", 1)
    assert repr(result) == "0" and "practice.json" in result._repr_html_()


def test_a_damaged_pack_names_the_file_and_what_to_do(folder):
    (folder / FILE).write_text('{"format": 1, "lab"')
    with pytest.raises(PackError, match="practice.json"):
        read_pack(folder / FILE)
    result = Lab("m4_threshold", language="en", folder=folder).check("predictive_values", right)
    assert repr(result) == "0" and "labkit reset" in result._repr_html_()


def test_an_unknown_task_lists_those_there_are(lab):
    assert "net_benefit" in lab.check("nett_benefit", right)._repr_html_()


def test_validate_sees_an_exception_and_only_for_what_is_not_right(lab, monkeypatch):
    monkeypatch.setenv("NBGRADER_VALIDATING", "1")
    assert repr(lab.check("predictive_values", right)) == "2"
    with pytest.raises(NotYet, match="predictive_values"):
        lab.check("predictive_values", lambda **k: (0.0, 0.0))


def test_when_marking_it_stays_out_of_the_way(folder, monkeypatch):
    monkeypatch.setenv("LABKIT_MARKING", "1")
    lab = Lab("m4_threshold", language="en", folder=folder)
    said = [
        lab.check("predictive_values", right),
        lab.hint("x"),
        lab.progress(),
        lab.quiz("x"),
        lab.predict("x"),
        lab.order("x"),
    ]
    assert said == [None] * len(said)
    assert [file.name for file in (folder.parent / ".labkit").iterdir()] == ["learner"]


def test_a_folder_that_cannot_be_written_loses_nothing_for_the_session(folder, monkeypatch):
    shutil.rmtree(folder.parent / ".labkit")
    (folder.parent / ".labkit").write_text("a file where the folder should be")
    lab = Lab("m4_threshold", language="en", folder=folder)
    lab.check("predictive_values", right)
    assert "Tasks right: 1 of 6" in repr(lab.progress())


def test_the_steps_to_order_are_shown_in_the_learners_language(tmp_path):
    folder = tmp_path / "m1_tokens_explorer"
    folder.mkdir()
    said = ("Count the letters.", "Compter les lettres."), ("Gather them.", "Les réunir.")
    said += ("Compare.", "Comparer."), ("Decide.", "Décider.")
    steps = dict(zip("ABCD", (Text(*step) for step in said), strict=True))
    order = order_task(id="steps", points=1, steps=steps, why=Text("Right.", "Juste."), hints=[])
    order.reference(lambda: "BACD")
    write_pack(LabGrader("m1_tokens", [order]), "explorer", folder / FILE)
    lab = Lab("m1_tokens", language="fr", pathway="explorer", folder=folder)
    assert "Compter les lettres." in repr(lab.order("steps"))
    assert repr(lab.order("steps", "BACD")) == "1"
    assert "Rien ne s'appelle" in repr(lab.order("task")) and '"steps"' in repr(lab.order("task"))


@pytest.mark.parametrize(("language", "word"), [("en", "sensitivity"), ("fr", "sensibilité")])
def test_a_term_is_looked_up_in_the_learners_language(language, word, folder):
    (entry,) = Lab("m4_threshold", language=language, folder=folder).lexicon("sensibilité")
    assert entry.term(language) == word


def test_an_untouched_task_is_no_try(lab):
    def tries():
        row = re.search(r"<td>1 · predictive_values</td>(.*?)</tr>", lab.progress()._repr_html_())[1]
        return int(re.findall(r"<td>(.*?)</td>", row)[-2])

    before = tries()
    lab.check("predictive_values", ...)
    assert tries() == before
    lab.check("predictive_values", right)
    assert tries() == before + 1


@pytest.mark.parametrize("ask", ["hint", "predict", "quiz"])
@pytest.mark.parametrize(
    ("language", "says"), [("en", "Nothing here is called"), ("fr", "Rien ne s'appelle")]
)
def test_a_name_that_the_lab_does_not_know_is_answered_with_those_it_knows(
    folder, grader, ask, language, says
):
    write_pack(grader, "explorer", folder / FILE)
    lab = Lab("m4_threshold", language=language, pathway="explorer", folder=folder)
    said = repr(getattr(lab, ask)("task"))
    assert says in said and re.search(r'"[\w/]{4,}"', said)


def test_a_check_of_a_task_that_is_not_there_names_the_tasks(lab):
    result = lab.check("net_benefits", 1)
    assert result.outcome.status == "not_started" and '"net_benefit"' in result.outcome.message.en


def test_a_copy_released_when_the_pathway_was_called_path_goes_on(folder, grader):
    """Its setup line, its practice pack and what the learner has done so far."""
    write_pack(grader, "explorer", folder / FILE)
    pack = folder / FILE
    pack.write_text(pack.read_text(encoding="utf-8").replace('"pathway":', '"path":'), encoding="utf-8")
    assert '"path"' in pack.read_text(encoding="utf-8")
    lab = Lab("m4_threshold", language="en", path="explorer", folder=folder)
    lab.check("policy_by_ward", "x")
    (events,) = (folder.parent / ".labkit").glob("*.jsonl")
    events.write_text(events.read_text(encoding="utf-8").replace('"pathway"', '"path"'), encoding="utf-8")
    again = Lab("m4_threshold", language="en", pathway="explorer", folder=folder)
    assert again.progress()._repr_html_() == lab.progress()._repr_html_()
    (row,) = re.findall(r"<td>3 · policy_by_ward</td>(.*?)</tr>", again.progress()._repr_html_())
    assert re.findall(r"<td>(.*?)</td>", row)[-2] == "1"


def test_practice_says_of_what_cannot_be_seen_that_it_is_no_fault(folder, lab):
    """A function that called itself to Python's limit, and went on in another way."""

    def endless(n):
        return endless(n + 1)

    def net_benefit(y_true, y_prob, threshold):
        with contextlib.suppress(RecursionError):
            endless(0)
        y, treated = np.asarray(y_true), np.asarray(y_prob) >= threshold
        return float(
            (treated & (y == 1)).sum() - (treated & (y == 0)).sum() * threshold / (1 - threshold)
        ) / len(y)

    outcome = lab.check("net_benefit", net_benefit).outcome
    assert outcome.status == "needs_person" and outcome.points == 0
    assert "calls itself" in outcome.message.en and "s'appelle elle-même" in outcome.message.fr
    assert "by calling" not in outcome.message.en


def test_practice_says_of_a_forbidden_call_what_marking_will(folder, lab):
    """Also where the library's object was made before; afterwards the library's functions are as they were."""
    import labkit.evaluate

    code = labkit.evaluate.net_benefit.__code__
    own = labkit.evaluate.net_benefit

    def net_benefit(**given):
        return own(*given.values())

    outcome = lab.check("net_benefit", net_benefit).outcome
    assert outcome.status == "needs_person" and outcome.points == 0
    assert "labkit.evaluate.net_benefit" in outcome.message.fr
    assert own.__code__ is code
