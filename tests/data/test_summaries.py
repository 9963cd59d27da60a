"""Generated summaries: the dangerous one has the two errors that are said, the two others none, in both languages."""

import pandas as pd
import pytest

from labkit.data import generate_summaries
from labkit.text import faithfulness, rouge_l


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_planted_errors_are_there_and_no_other(language):
    stays = generate_summaries(30, 3, language)
    assert stays.flipped.nunique() > 5 and stays.misdosed.nunique() > 5
    for row in stays.itertuples():
        for faithful in (row.reference, row.terse):
            assert faithfulness(row.source, faithful, language).faithful, faithful
        report = faithfulness(row.source, row.dangerous, language)
        wrong = report.claims[report.claims.status != "supported"]
        assert dict(zip(wrong.concept, wrong.status, strict=True)) == {
            row.flipped: "flipped",
            row.misdosed: "wrong_dose",
        }
        given, said = (
            report.claims.set_index("concept").dose[row.misdosed]
            if text is row.dangerous
            else faithfulness(row.source, text, language).claims.set_index("concept").dose[row.misdosed]
            for text in (row.reference, row.dangerous)
        )
        assert said.value == 10 * given.value
        assert rouge_l(row.reference, row.dangerous).f1 > 0.9 > 0.4 > rouge_l(row.reference, row.terse).f1


def test_both_languages_tell_the_same_stays_and_more_letters_begin_alike():
    english, french = generate_summaries(12, 5, "en"), generate_summaries(12, 5, "fr")
    same = ["letter", "name", "age", "sex", "flipped", "misdosed"]
    pd.testing.assert_frame_equal(english[same], french[same])
    pd.testing.assert_frame_equal(generate_summaries(20, 5, "en").head(12), english)
    assert not generate_summaries(12, 6, "en").source.equals(english.source)


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="'de'"):
        generate_summaries(3, language="de")
    with pytest.raises(ValueError, match="at least 1"):
        generate_summaries(0)
