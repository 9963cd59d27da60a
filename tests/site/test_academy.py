"""The academy as data: the days hang together, labs are pupils' labs, sheets are there in both languages and print."""

import shutil
from datetime import date, timedelta

import pytest

from labkit.content import PATHWAYS, Content
from labkit.course.source.outline import outline
from labkit.errors import CourseError
from labkit.language import LANGUAGES, unbroken
from labkit.site.academy import ORGANISERS, sheet_text
from labkit.site.academy_files import WORKSHOP_MINUTES, folder, programme, sheets, training, workshops
from labkit.site.paper_ward import PATIENTS, WITH_SEPSIS, ward
from labkit.site.sheets import print_sheets, printed_page


def test_five_days_each_with_an_hour_to_eat_and_none_longer_than_seven():
    days = programme()
    assert len(days) == 5
    for day in days:
        assert any(slot.kind == "break" and slot.minutes == 60 for slot in day.slots)
        assert sum(slot.minutes for slot in day.slots) <= 7 * 60
    kinds = {slot.kind for day in days for slot in day.slots}
    assert {"unplugged", "lab", "visit", "interview", "datathon"} <= kinds


def test_its_labs_are_for_pupils_and_have_the_time_that_they_take():
    labs = {lab.id: lab for lab in outline(Content.find())}
    assert "explorer" in PATHWAYS
    spent: dict[str, int] = {}
    for slot in (slot for day in programme() for slot in day.slots if slot.lab):
        spent[slot.lab] = spent.get(slot.lab, 0) + slot.minutes
    assert len(spent) >= 4
    for lab, minutes in spent.items():
        assert "pupil" in labs[lab].audiences and "explorer" in labs[lab].pathways
        assert minutes >= labs[lab].minutes["explorer"]


def test_three_workshops_of_ninety_minutes_on_labs_that_are_there():
    found = workshops()
    assert len({one.id for one in found}) == 3
    for one in found:
        assert sum(minutes for minutes, _text in one.steps) == WORKSHOP_MINUTES
        assert one.lab in Content.find().labs()


def test_no_programme_is_invented():
    for one in training():
        assert one.example == ("example.org" in one.address)
        assert one.stale(one.checked_on + timedelta(days=366)) and not one.stale(
            one.checked_on + timedelta(days=300)
        )
        assert isinstance(one.checked_on, date)


def broken(tmp_path, name, right, wrong):
    place = tmp_path / "academy"
    shutil.copytree(folder(), place)
    text = (place / name).read_text(encoding="utf-8")
    assert right in text
    (place / name).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    return place


@pytest.mark.parametrize(
    ("name", "right", "wrong", "said", "read"),
    [
        ("programme.toml", 'start = "09:45"', 'start = "09:50"', "ends at 09:45", programme),
        ("programme.toml", 'start = "09:45"', 'start = "late"', "an hour", programme),
        ("programme.toml", 'kind = "visit"', 'kind = "trip"', "trip", programme),
        ("programme.toml", 'sheet = "visit"', 'sheet = "visite"', "no sheet", programme),
        ("workshops.toml", "minutes = 10", "minutes = 15", "add up to 95", workshops),
        ("training.toml", "example = true\n", "", "invented address", training),
        ("training.toml", "https://example.org/", "http://example.org/", "https", training),
        ("training.toml", "hours = 20", "hours = 0", "hours", training),
        ("training.toml", 'kind = "short_course"', 'kind = "course"', "short_course", training),
        (
            "training.toml",
            'provider = "Name of the university, hospital or school"',
            'provider = " "',
            "provider",
            training,
        ),
        ("training.toml", "checked_on = 2026-11-29", 'checked_on = "soon"', "checked_on", training),
        ("training.toml", 'languages = ["fr", "en"]', "languages = []", "languages", training),
    ],
)
def test_a_field_that_is_wrong_is_told_with_file_and_key(tmp_path, name, right, wrong, said, read):
    with pytest.raises(CourseError, match=said) as told:
        read(broken(tmp_path, name, right, wrong))
    assert name in str(told.value)


def test_a_sheet_in_one_language_alone_is_told(tmp_path):
    place = tmp_path / "academy"
    shutil.copytree(folder(), place)
    (place / "sheets" / "visit.fr.md").unlink()
    with pytest.raises(CourseError, match="visit.fr.md"):
        sheets(place)


def test_the_paper_ward_is_drawn_once_and_its_two_halves_share_nobody():
    practice, final = ward("practice"), ward("final")
    for drawn in (practice, final):
        assert len(drawn) == PATIENTS and drawn.sepsis.sum() == WITH_SEPSIS and not drawn.isna().any().any()
    assert practice.merge(final, how="inner").empty
    assert ward("final").equals(final)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_key_is_on_the_organisers_sheet_alone(language):
    numbers = ", ".join(str(n) for n, row in enumerate(ward("final").itertuples(), start=1) if row.sepsis)
    assert numbers in sheet_text("datathon-key", language) and ORGANISERS == ("datathon-key",)
    for name in sheets():
        text = sheet_text(name, language)
        assert "[[" not in text
        assert name in ORGANISERS or numbers not in text
    assert sheet_text("hundred-squares", language).count("<rect") == 200


def test_a_sheet_is_printed_in_both_languages(tmp_path):
    written = print_sheets(Content.find(), tmp_path, ["consent"])
    assert [file.relative_to(tmp_path).as_posix() for file in written] == ["en/consent.pdf", "fr/consent.pdf"]
    for file in written:
        assert file.read_bytes().startswith(b"%PDF") and b"/Type /Page" in file.read_bytes()


def test_pages_to_print_ask_nothing_of_a_host_and_speak_their_language():
    for language in LANGUAGES:
        for name in (*sheets(), "programme", "bedside"):
            html = printed_page(Content.find(), name, language)
            if language == "fr":
                assert unbroken(html) == html, f"{name}: a line may begin with a colon"
            assert f'<html lang="{language}">' in html and "<h1" in html
            assert "<script" not in html and "<link" not in html and "url(" not in html


def test_without_chromium_it_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(CourseError, match="Chromium"):
        print_sheets(Content.find(), tmp_path)
    with pytest.raises(CourseError, match="the sheets are"):
        print_sheets(Content.find(), tmp_path, ["sheet"])
