"""The law in both languages: rows that say where they were read, columns whose articles exist."""

import re

import pytest

from labkit import data
from labkit.data.law import PLACES, law_rows, person_columns
from labkit.language import LANGUAGES


def test_every_row_is_said_in_both_languages_and_says_where_it_was_read():
    rows = law_rows()
    assert len(rows) > 50
    assert {row.place for row in rows.values()} == set(PLACES)
    for row in rows.values():
        assert row.read.en and row.read.fr
        assert row.asks.en != row.asks.fr
        # a day or a version; else that it was read at second hand, or not at all
        assert re.search(r"20\d\d|not read|reprint|summar|cited by", row.read.en), row.id
        re.compile(row.cited)


def test_the_expressions_that_find_rows_find_their_own_article():
    found = {row.id for row in law_rows().values() if row.cited and re.search(row.cited, row.article.en)}
    assert {"csp-l4001-3-i", "csp-l1110-3", "cp-225-1", "a-2.1-65.2", "r-22.1-108", "ai-act-10-5"} <= found


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_come_with_articles_and_articles_with_where_they_were_read(language):
    columns = data.columns_in_law(language=language)
    assert list(columns) == ["column", "to_decide", "beside_it_to_check", "by"]
    assert len(columns) == len(person_columns())
    articles = data.articles_of(language=language)
    assert not articles["article"].duplicated().any()
    named = {name for by in columns["by"] for name in by.split(" · ")}
    assert named == set(articles["article"])
    assert (articles["where_it_was_read"] != "").all()


def test_a_few_columns_bring_their_own_articles_alone():
    one, every = data.articles_of(["cover"]), data.articles_of()
    assert 0 < len(one) < len(every)
    assert data.columns_in_law(["age", "sex"])["column"].tolist() == ["age", "sex"]


def test_an_unknown_column_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match="'income'.*sex, age, language, cover"):
        data.columns_in_law(["income"])
