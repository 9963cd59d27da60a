"""The committed sample is whole, is what its recipe makes, and says so when it is not."""

import shutil

import pandas as pd
import pytest

from labkit.data import DamagedFile, _files
from labkit.data.notes import generate_notes, load_notes
from labkit.data.notes.sample import RECIPE

FILES = ("notes.jsonl", "notes.spans.parquet", "notes.codes.parquet", "notes.truth.json")


@pytest.fixture(scope="module")
def sample():
    return load_notes()


def test_the_recipe_makes_the_sample_again(sample):
    made = generate_notes(**RECIPE)
    pd.testing.assert_frame_equal(sample.frame, made.frame)
    pd.testing.assert_frame_equal(sample.spans, made.spans)
    pd.testing.assert_frame_equal(sample.codes, made.codes)
    assert sample.truth == made.truth


def test_size_of_the_sample(sample):
    assert len(sample.frame) == 2000
    assert sum((_files.folder() / name).stat().st_size for name in FILES) < 3_000_000


def test_without_truth_the_notes_still_load(tmp_path):
    for name in (*FILES[:3], "CHECKSUMS"):
        shutil.copy(_files.folder() / name, tmp_path)
    assert load_notes(tmp_path).truth == {}


@pytest.mark.parametrize("name", FILES[:3])
def test_a_damaged_file_is_named(tmp_path, name):
    for file in (*FILES, "CHECKSUMS"):
        shutil.copy(_files.folder() / file, tmp_path)
    with (tmp_path / name).open("ab") as stream:
        stream.write(b"x")
    with pytest.raises(DamagedFile, match=name):
        load_notes(tmp_path)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_datasheet_exists_in_both_languages(language):
    from labkit.data import datasheet

    text = datasheet("notes", language)
    assert "2" in text and len(text.split()) > 300
