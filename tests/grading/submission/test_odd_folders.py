"""What lies beside a notebook may be anything: it costs nobody a mark, and the class is graded."""

import os

from labkit.grading.submission.submissions import find
from tests.grading.grading_sample import LAB, RIGHT


def test_folders_that_nobody_hands_in_by_accident(course, hand_in, grade, gradebook, tmp_path):
    deep = hand_in("deep", RIGHT)
    for _ in range(40):
        deep = deep / ("d" * 60)
        deep.mkdir()
    (deep / "x.txt").write_text("x")
    folder = hand_in("many", RIGHT)
    for number in range(3000):
        (folder / f"{number}").touch()
    huge = hand_in("huge", RIGHT)
    with (huge / f"{LAB}.ipynb").open("r+b") as file:
        file.truncate(2**36)  # sparse
    dated = hand_in("dated", RIGHT)
    with (dated / "timestamp.txt").open("r+b") as file:
        file.truncate(2**36)
    os.symlink(hand_in("owner", RIGHT), course / "submitted" / "thief.tmp")
    (course / "submitted" / "thief").mkdir()
    os.rename(course / "submitted" / "thief.tmp", course / "submitted" / "thief" / LAB)
    hand_in("odd_name", RIGHT)
    (course / "submitted" / "odd_name" / LAB / ("n" * 250 + "\udcff")).write_bytes(b"x")
    grade()
    marks = gradebook()
    assert {name: marks[name][0] for name in ("deep", "many", "dated", "owner", "odd_name")} == dict.fromkeys(
        ("deep", "many", "dated", "owner", "odd_name"), 3
    )
    problems = {s.learner: s.problem for s in find(course / "submitted", LAB)}
    assert problems["huge"] == "too_large" and problems["thief"] == "not_a_file"
    assert marks["huge"][0] == marks["thief"][0] == 0


def test_a_file_may_become_a_folder_between_two_submissions(course, hand_in, grade, gradebook):
    folder = hand_in("ada", {})
    (folder / "data").write_text("x")
    grade()
    (folder / "data").unlink()
    (folder / "data").mkdir()
    (folder / "data" / "inner").write_text("x")
    hand_in("ada", RIGHT)
    grade()
    assert gradebook()["ada"][0] == 3
    (folder / "data" / "inner").unlink()
    (folder / "data").rmdir()
    (folder / "data").write_text("x")
    grade()
    assert (course / "autograded" / "ada" / LAB / "data").is_file()


def test_what_an_exchange_writes_beside_a_blank_notebook_is_no_answer(hand_in, grade):
    folder = hand_in("ada", {})
    (folder / "submission_secret.txt").write_text("0123456789abcdef" * 4)
    (record,) = grade().records
    assert record.reason == "graded"
