"""The lexicon: every entry whole in both languages, and found under any of its names however it is typed."""

import re
import unicodedata

import pytest

import labkit
from labkit import language
from labkit.glossary import entries, lexicon, page, plain

ENTRIES = entries()


def stripped(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def test_there_are_enough_and_none_twice():
    assert len(ENTRIES) >= 80
    assert len({e.id for e in ENTRIES}) == len(ENTRIES)
    assert len({plain(e.en) for e in ENTRIES}) == len(ENTRIES)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.id)
def test_an_entry_is_whole_in_both_languages_and_found_by_every_name(entry):
    for code in ("en", "fr"):
        assert entry.term(code).strip()
        assert entry.definition[code].strip().endswith((".", ")"))
        if entry.false_friend:
            assert entry.false_friend[code].strip()
    for name in entry.names():
        for typed in (name, name.upper(), stripped(name).lower(), name.replace("-", " "), f" {name} "):
            assert entry in list(lexicon(typed)), typed


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.id)
def test_french_typography(entry):
    for text in filter(None, (entry.definition["fr"], (entry.false_friend or {}).get("fr"))):
        assert not re.search(r"[^\s\u00a0][;!?»%]|(?<![\u00a0\d/])[:]| [;:!?»%]|« ", text), text


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("accuracy", "exactitude"),
        ("precision", "précision"),
        ("recall", "rappel"),
        ("threshold", "seuil"),
        ("net benefit", "bénéfice net"),
        ("likelihood", "vraisemblance"),
        ("evidence", "données probantes"),
        ("bias", "biais"),
        ("fairness", "équité"),
        ("overfitting", "surapprentissage"),
        ("training", "entraînement"),
        ("de-identified", "dépersonnalisé"),
        ("human oversight", "contrôle humain"),
        ("provider", "fournisseur"),
        ("deployer", "déployeur"),
        ("history", "antécédents"),
        ("physician", "médecin"),
        ("calibration", "calibration"),
    ],
)
def test_words_that_must_be_right(english, french):
    assert [e.fr for e in lexicon(english)] == [french]
    assert english in [e.en for e in lexicon(french)]


def test_shown_in_the_language_in_force_and_a_miss_suggests():
    try:
        language.use("fr")
        assert "vrais positifs" in repr(labkit.lexicon("sensitivity"))
        assert 'lang="fr"' in labkit.lexicon("sensitivity")._repr_html_()
        assert not len(lexicon("sensibillité")) and "sensibilité" in repr(lexicon("sensibillité"))
        language.use("en")
        assert "true positives" in repr(labkit.lexicon("SENSIBILITE"))
    finally:
        language.use(None)


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_page_has_every_term_once_in_order(code):
    heads = re.findall(r"^## (.+)$", page(code), re.MULTILINE)
    assert sorted(heads, key=plain) == heads
    assert len(heads) == len(ENTRIES)


def test_a_markup_in_a_term_is_shown_not_run():
    assert "<script>" not in lexicon("<script>")._repr_html_()
