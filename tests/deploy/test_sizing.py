"""docs/sizing: its tables are what benchmarks/sizing.py computes from the measures, which the page names."""

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SIZING = runpy.run_path(str(ROOT / "benchmarks" / "sizing.py"))
PAGES = {"en": "docs/sizing.md", "fr": "docs/sizing.fr.md"}


def page(language):
    # Whether a space breaks is typography, not a figure.
    return re.sub(r"[\u00a0\u202f]", " ", (ROOT / PAGES[language]).read_text("utf-8"))


@pytest.mark.parametrize("language", PAGES)
def test_the_table_is_the_one_computed(language):
    computed = re.sub(r"[\u00a0\u202f]", " ", SIZING["table"](SIZING["SIZES"], language))
    assert computed in page(language)


@pytest.mark.parametrize("language", PAGES)
def test_each_measure_that_is_computed_from_stands_on_the_page(language):
    text = page(language).replace(",", ".") if language == "fr" else page(language)
    said = vars(SIZING["Measured"]())
    for name in (
        "server_mib",
        "pandas_mib",
        "training_mib",
        "largest_kernel_mib",
        "start_processor",
        "hub_mib",
        "submission_kib",
        "folder_kib",
        "course_kib",
        "grading_training",
    ):
        assert re.search(rf"(?<![\d.]){re.escape(f'{said[name]:g}')}(?![\d])", text), name


def test_what_is_needed_grows_with_people_and_labs():
    course, needed = SIZING["Course"], SIZING["needed"]
    one, two = needed(course(100, 50)), needed(course(200, 50))
    assert two.exchange == pytest.approx(2 * one.exchange) and two.pandas == one.pandas
    more = needed(course(100, 100))
    assert more.letting_in == pytest.approx(2 * one.letting_in)
    assert one.pandas < one.training < one.largest < more.largest
    labs = needed(course(100, 50, labs=2 * course(100, 50).labs))
    assert labs.grading_pandas == pytest.approx(2 * one.grading_pandas) and labs.listing == one.listing
