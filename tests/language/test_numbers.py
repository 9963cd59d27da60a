"""Numbers as readers write them: rounded as Python rounds, with the language's own signs."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.language import brief, decimal_sign, number, percent

FLOATS = st.floats(allow_nan=False, allow_infinity=False, width=64)


@given(FLOATS, st.integers(0, 6))
def test_english_is_what_python_writes_and_never_a_negative_zero(value, digits):
    written = f"{value:,.{digits}f}"
    assert number(value, digits, "en") == (
        written if float(written.replace(",", "")) else written.lstrip("-")
    )


@given(FLOATS, st.integers(0, 6))
def test_french_says_the_same_number_in_its_own_signs(value, digits):
    signs = str.maketrans({",": "\u00a0", ".": ",", "-": "\u2212"})
    assert number(value, digits, "fr") == number(value, digits, "en").translate(signs)


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (2.5, "2.5", "2,5"),
        (3.0, "3", "3"),
        (1000, "1000", "1000"),
        (-0.25, "-0.25", "\u22120,25"),
        (1 / 3, "0.333333", "0,333333"),
        (-math.inf, "-∞", "\u2212∞"),
    ],
)
def test_brief_writes_no_more_digits_than_it_needs(value, english, french):
    assert (brief(value, "en"), brief(value, "fr")) == (english, french)


@given(st.floats(-100, 100), st.integers(0, 3))
def test_a_percentage_is_its_number_with_the_language_s_sign(value, digits):
    assert percent(value, digits, "en") == number(100 * value, digits, "en") + "%"
    assert percent(value, digits, "fr") == number(100 * value, digits, "fr") + "\u00a0%"


def test_the_decimal_sign():
    assert (decimal_sign("en"), decimal_sign("fr")) == (".", ",")
