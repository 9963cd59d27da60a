"""Marks out of nbgrader's real gradebook into a strict platform, and names out of it, over real loopback HTTP."""

import json
import shutil
from types import SimpleNamespace

import nbformat
import pytest

from labkit.cli import main
from labkit.errors import CourseError
from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.hub.lti.admission import admit, hub_name
from labkit.hub.lti.journal import lines
from labkit.hub.lti.lms import Unreachable
from labkit.hub.lti.marks import send
from labkit.hub.lti.registration import LtiError, Registration
from labkit.hub.lti.roster import renew
from labkit.hub.lti.store import Store
from labkit.language import speaking
from tests.grading.grading_sample import LAB, RIGHT, SAMPLE, answered, book
from tests.hub.lti.conftest import write_registration
from tests.hub.platform.strict import AGS, ROLE, StrictPlatform

ADA, BOB, CHO, DAN = (hub_name(sub) for sub in ("17", "Bob/../x", "ab", "AB"))


@pytest.fixture(scope="module", autouse=True)
def sample_content():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LABKIT_CONTENT", str(SAMPLE))
        yield


@pytest.fixture(scope="module")
def graded(sample_content, tmp_path_factory):
    """A course folder whose class was graded: Ada in full, Bob's explanation waits, Cho's file is broken, Dan gave nothing in."""
    from labkit.cli.grading import path_to_programs
    from labkit.content import Content
    from labkit.course.release.course_folder import make_course
    from labkit.course.release.release import learner_copy
    from labkit.course.source.lab_source import read_source
    from labkit.grading.run.run import grade_class
    from labkit.grading.run.writer import generate

    folder = tmp_path_factory.mktemp("made") / "course"
    content = Content(SAMPLE)
    make_course(content, folder, "en")
    path_to_programs()
    settings = CourseSettings.load(folder)
    generate(settings, LAB)
    blank = learner_copy(read_source(content, LAB), "en", "builder")
    given = {ADA: RIGHT, BOB: RIGHT | {"explain": "Fewer are ill."}, CHO: None, "zed": RIGHT}
    for learner, answers in given.items():
        hand_in(folder, learner, blank, answers)
    grade_class(settings, LAB, workers=1)
    return folder, blank


def hand_in(folder, learner, blank, answers):
    place = folder / "submitted" / learner / LAB
    place.mkdir(parents=True, exist_ok=True)
    text = "{" if answers is None else nbformat.writes(answered(blank, answers))
    (place / f"{LAB}.ipynb").write_text(text)
    (place / "timestamp.txt").write_text("2026-11-20 10:00:00 UTC")


@pytest.fixture
def world(graded, platform, tmp_path):
    """A copy of the class, everybody of the LMS signed in once, and a platform that knows nothing yet."""
    folder = tmp_path / "course"
    shutil.copytree(graded[0], folder)
    with pytest.MonkeyPatch.context() as patch:
        fresh = StrictPlatform(platform.url)
        for name, value in vars(fresh).items():
            if name not in ("people", "signing"):
                patch.setattr(platform, name, value)
        patch.setattr(platform, "people", dict(platform.people))
        file = write_registration(tmp_path, platform, "http://127.0.0.1/hub", "course")
        registration = Registration.read(file)
        platform.tool_keys = registration.public_keys
        store = Store(registration.database)
        for sub in platform.people:
            admit(platform.claims(sub, f"nonce of {sub}"), f"state of {sub}", registration, store)
        yield SimpleNamespace(
            folder=folder,
            file=file,
            platform=platform,
            registration=registration,
            store=store,
            blank=graded[1],
            course=CourseSettings.load(folder),
        )
        store.close()


def run(world, **options):
    return send(world.course, world.registration, [LAB], **{"waits": (0, 0, 0)} | options)


ALL = {
    "17": ("Completed", "FullyGraded", 50),
    "Bob/../x": ("Completed", "PendingManual", 50),
    "ab": ("Submitted", "Pending", None),
}


def test_each_mark_arrives_with_what_it_is(world):
    done = run(world)
    assert world.platform.standing(LAB) == ALL
    assert (done.taken, done.same, done.refused, done.unknown) == (3, 0, 0, ("zed",))
    (column,) = world.platform.columns
    assert (column["resourceId"], column["scoreMaximum"]) == (LAB, 100)


def test_what_was_taken_is_not_sent_again(world):
    run(world)
    world.platform.served.clear()
    assert run(world).same == 3 and not world.platform.served
    assert run(world, again=True).taken == 3 and world.platform.standing(LAB) == ALL
    assert len(world.platform.columns) == 1


def test_a_mark_follows_the_gradebook(world):
    run(world)
    with book(world.folder) as opened:
        grade = opened.find_grade("explain", LAB, LAB, BOB)
        grade.manual_score, grade.needs_manual_grade = 2, False
        opened.db.commit()
    assert run(world).taken == 1
    assert world.platform.standing(LAB)["Bob/../x"] == ("Completed", "FullyGraded", round(500 / 6, 6))
    hand_in(world.folder, BOB, world.blank, {})
    shutil.rmtree(world.folder / "submitted" / ADA)
    assert run(world).taken == 2
    assert world.platform.standing(LAB) == ALL | {
        "17": ("Initialized", "NotReady", None),
        "Bob/../x": ("Submitted", "Pending", None),
    }


def test_a_column_that_is_there_is_used_on_whichever_page_it_stands(world):
    others = (
        {"resourceId": name, "label": name, "scoreMaximum": 10} for name in ("a", LAB + "_explorer", "c")
    )
    for column in (*others, {"resourceId": LAB, "label": "by the teacher", "scoreMaximum": 20}):
        world.platform.new_column(column)
    run(world)
    assert len(world.platform.columns) == 4 and world.platform.standing(LAB) == ALL


BAD_MOMENTS = [
    (500, 0),
    (429, 1),
    (503, 2),
    (503, 4),
    ("taken, not told", 0),
    ("taken, not told", 2),
    ("taken, not told", 3),
    ("tokens taken back", 1),
    ("tokens taken back", 5),
]


@pytest.mark.parametrize(("problem", "at"), BAD_MOMENTS)
def test_a_bad_moment_loses_nothing(world, problem, at):
    """Whichever request it hits: token, columns, the new column, each score."""
    world.platform.problems = ["fine"] * at + [problem]
    assert run(world).taken == 3
    assert world.platform.standing(LAB) == ALL and not world.platform.problems


def test_an_lms_that_is_down_ends_the_run_and_the_next_one_sends_the_rest(world):
    world.platform.problems = ["fine"] * 4 + [503] * 4
    with pytest.raises(Unreachable, match="503"):
        run(world)
    assert len(world.platform.standing(LAB)) == 1
    done = run(world)
    assert (done.taken, done.same) == (2, 1) and world.platform.standing(LAB) == ALL
    assert len(world.platform.scores) == 3


def test_an_lms_that_is_not_there_is_told(world):
    services = world.store.services("course") | {"lineitems": "http://127.0.0.1:9/lineitems"}
    world.store.keep_services("course", services)
    with pytest.raises(Unreachable, match="ConnectionError"):
        run(world, waits=())
    assert not world.platform.scores


def test_a_mark_that_is_refused_is_named_and_the_others_go_on(world):
    given, family, _roles = world.platform.people["17"]
    world.platform.people["17"] = given, family, [f"{ROLE}Instructor"]
    told = []
    done = run(world, told=lambda person, message, said: told.append((person.name, said)))
    assert (done.taken, done.refused) == (2, 1) and dict(told)[ADA].startswith("403")
    with speaking("en"):
        (line,) = [line for line in lines(world.store, "course", [LAB]) if ADA in line]
    assert "Ada Lovelace (lti-17): 3 of 6, REFUSED by the LMS (403" in line
    world.platform.people["17"] = given, family, [f"{ROLE}Learner"]
    assert run(world).taken == 1, "what was refused is tried again"


def test_two_runs_at_once_are_one(world):
    def meanwhile(*_said):
        with pytest.raises(CourseError):
            run(world)

    assert run(world, told=meanwhile).taken == 3


def test_no_more_is_asked_for_than_is_used(world):
    services = world.store.services("course")
    more = [*services["scopes"], f"{AGS}scope/result.readonly"]
    world.store.keep_services("course", {**services, "scopes": more})
    assert run(world).taken == 3, "the platform refuses a scope that it does not know"


@pytest.mark.parametrize("lacking", ["lineitem", "score"])
def test_an_lms_that_does_not_allow_marks_is_told_how_to(world, lacking):
    services = world.store.services("course")
    left = [scope for scope in services["scopes"] if not scope.endswith("/" + lacking)]
    world.store.keep_services("course", {**services, "scopes": left})
    with pytest.raises(LtiError, match="allow it to manage"):
        run(world)
    assert not world.platform.served


def test_the_roster_s_names_stand_in_the_gradebook(world):
    platform = world.platform
    platform.people["31"] = "Éva", "=1+1", ["Learner"]
    platform.people["32"] = "An", "Observer", [f"{ROLE}Mentor"]
    found = renew(world.course, world.registration, ())
    assert (len(found.learners), [p.given for p in found.instructors], found.left) == (5, ["Inès"], ())
    with book(world.folder) as opened:
        names = {s.id: (s.first_name, s.last_name, s.email, s.lms_user_id) for s in opened.students}
    assert names[ADA] == ("Ada", "Lovelace", "ada@chu.example", "17"), "the address is the launch's"
    assert names["lti-31"] == ("Éva", "=1+1", "", "31") and "lti-32" not in names and "lti-99" not in names
    assert names["zed"][0] is None, "who is not in the LMS is left alone"

    del platform.people["17"]
    assert renew(world.course, world.registration, ()).left == (ADA,)
    done = run(world)
    assert ADA in done.unknown and "17" not in platform.standing(LAB)
    platform.people.clear()
    with pytest.raises(LtiError, match="nobody"):
        renew(world.course, world.registration, ())
    assert len(world.store.members("course")) == 5


def test_the_journal_is_read_in_the_teacher_s_language(world):
    run(world)
    with speaking("fr"):
        french = "\n".join(lines(world.store, "course", []))
    assert "Bob O'Neil" in french and "3 sur 6, une partie reste à noter à la main, reçu" in french
    assert "pas de note\u00a0: pas encore corrigé" in french
    with speaking("en"):
        assert "3 of 6, a person has still to mark part of it, taken" in "\n".join(
            lines(world.store, "course", [])
        )
    assert not list(lines(world.store, "course", ["other"]))


def test_the_commands(world, capsys):
    where = ["--course", str(world.folder), "--lti", str(world.file), "--language", "en"]
    assert main(["hub", "roster", *where]) == 0
    assert "Learners: 4; instructors: 1." in capsys.readouterr().out
    assert main(["hub", "marks", LAB, *where]) == 0
    said = capsys.readouterr().out
    assert "Marks taken: 3; already there: 0; refused: 0." in said and "zed" in said
    assert main(["hub", "marks", "--log", *where]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    world.file.unlink()
    assert main(["hub", "marks", *where]) == 2 and str(world.file) in capsys.readouterr().err


def test_one_learner_is_handed_over_and_erased_and_the_others_stay(world):
    course, registration = world.course, world.registration
    send(course, registration)
    store = Store(registration.database)
    here, before = registration.courses[0].id, store.people()
    kept = store.of_person(here, ADA)
    assert kept["person"]["sub"] == "17" and kept["role"] and kept["sent"][-1]["score"]
    store.keep_member("another", BOB, "learner")
    assert store.erase(here, ADA) >= 3 and store.erase(here, BOB) >= 2
    assert store.of_person(here, ADA) == {"person": None, "role": None, "sent": []}
    assert store.of_person(here, BOB)["person"], "Bob is in another course still"
    assert store.people().keys() == before.keys() - {ADA}


def test_one_command_hands_over_and_erases_what_lti_keeps_as_well(world, tmp_path, capsys):
    send(world.course, world.registration)
    given = [ADA, "--course", str(world.folder), "--lti", str(world.file), "--language", "en"]
    assert main(["learner", "export", *given, "--to", str(tmp_path / "out")]) == 0
    said = json.loads((tmp_path / "out" / "lti.json").read_text())
    assert said["person"]["email"] == "ada@chu.example" and said["sent"][-1]["score"]
    assert "O'Neil" not in (tmp_path / "out" / "lti.json").read_text()
    assert main(["learner", "erase", *given, "--yes"]) == 0
    assert "LTI's database: names, address, role, marks sent (1)" in capsys.readouterr().out
    here = world.registration.courses[0].id
    assert world.store.of_person(here, ADA) == {"person": None, "role": None, "sent": []}
    assert world.store.of_person(here, BOB)["sent"] and not (world.folder / "submitted" / ADA).exists()
