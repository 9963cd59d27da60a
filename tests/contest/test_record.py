"""The record: what was written stays, what was changed is found, what was cut short is no event."""

import errno
import os

import pytest

from labkit.contest.record import Record, write_whole
from labkit.contest.teams import read_teams
from labkit.errors import CourseError
from tests.contest.conftest import SECRET


@pytest.fixture
def file(tmp_path):
    record = Record(tmp_path / "record.jsonl", SECRET)
    for n in range(3):
        record.add("entered", team="équipe", n=n)
    return tmp_path / "record.jsonl"


def test_what_was_added_is_read_back_in_order(file):
    assert [event.body["n"] for event in Record(file, SECRET).of("entered")] == [0, 1, 2]


def test_a_line_cut_short_anywhere_is_taken_off_and_the_next_one_holds(file):
    whole = file.read_bytes()
    last = whole.splitlines(keepends=True)[-1]
    for cut in (1, len(last) // 2, len(last) - 1):
        file.write_bytes(whole[: len(whole) - len(last) + cut])
        record = Record(file, SECRET)
        assert len(record.events) == 2
        record.add("entered", n=9)
        assert [event.body["n"] for event in Record(file, SECRET).events] == [0, 1, 9]


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: [lines[0], lines[2]],
        lambda lines: [lines[1], lines[0], lines[2]],
        lambda lines: [lines[0], lines[1].replace(b'"n": 1', b'"n": 7'), lines[2]],
        lambda lines: [lines[0], lines[0], *lines[1:]],
        lambda lines: [b"{}\n", *lines],
        lambda lines: [b"[1]\n"],
    ],
    ids=["left out", "turned", "changed", "twice", "put before", "no event"],
)
def test_a_record_that_was_touched_is_refused(file, change):
    file.write_bytes(b"".join(change(file.read_bytes().splitlines(keepends=True))))
    with pytest.raises(CourseError, match="signature"):
        Record(file, SECRET)


def test_nobody_else_signs(file):
    with pytest.raises(CourseError, match="line 1"):
        Record(file, b"t" * 32)


def test_a_line_that_a_full_disk_cut_short_is_taken_back_before_the_next(file, monkeypatch):
    record, whole = Record(file, SECRET), os.fsync

    def full(_descriptor):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        record.add("entered", n=3)
    monkeypatch.setattr(os, "fsync", whole)
    record.add("entered", n=4)  # by the same process: a server goes on
    assert [event.body["n"] for event in Record(file, SECRET).of("entered")] == [0, 1, 2, 4]


def test_who_only_reads_takes_nothing_off(file):
    file.write_bytes(file.read_bytes() + b'{"half')
    kept = file.read_bytes()
    assert len(Record(file, SECRET, write=False).events) == 3 and file.read_bytes() == kept
    assert len(Record(file, SECRET).events) == 3 and file.read_bytes() != kept


def test_others_may_read_a_page_and_nobody_a_secret(tmp_path):
    before = os.umask(0o022)
    try:
        write_whole(tmp_path / "board.en.html", b"page")
        write_whole(tmp_path / "secret", b"secret", private=True)
    finally:
        os.umask(before)
    modes = [(tmp_path / name).stat().st_mode & 0o777 for name in ("board.en.html", "secret")]
    assert modes == [0o644, 0o600] or os.name != "posix"


@pytest.mark.parametrize(
    "other", ["a.b@example.org", "AB@EXAMPLE.org", "ab+second@example.org", " ab@example.org"]
)
def test_one_person_plays_in_one_team(tmp_path, other):
    file = tmp_path / "teams.toml"
    file.write_text(f'[one]\nmembers = ["ab@example.org"]\n[two]\nmembers = ["{other}"]\n', encoding="utf-8")
    with pytest.raises(CourseError, match="one person plays in one team"):
        read_teams(file)
