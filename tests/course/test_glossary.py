"""The lexicon: every entry whole in both languages, and found under any of its names however it is typed."""

import re
import unicodedata

import pytest

import labkit
from labkit import language
from labkit.content import Content
from labkit.course.source.lab_source import language_of, read_source
from labkit.lexicon import entries, labs_of, page, plain
from labkit.lexicon import look_up as lexicon
from labkit.lexicon.page import cited

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
    with language.speaking("fr"):
        assert "vrais positifs" in repr(labkit.lexicon("sensitivity"))
        assert 'lang="fr"' in labkit.lexicon("sensitivity")._repr_html_()
        assert not len(lexicon("sensibillité")) and "sensibilité" in repr(lexicon("sensibillité"))
    with language.speaking("en"):
        assert "true positives" in repr(labkit.lexicon("SENSIBILITE"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("discharge summaries", "discharge summary"),
        ("dispositifs médicaux", "medical device"),
        ("Valeur prédictive", "positive predictive value"),
        ("étalonnage", "calibration"),
        ("brier", "Brier score"),
    ],
)
def test_plurals_parts_and_neighbours_are_found(typed, meant):
    assert meant in [e.en for e in lexicon(typed)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("sensibillité", "sensitivity"), ("calibartion", "calibration"), ("intervales de confiance", "confidence interval")],
)  # fmt: skip
def test_a_slip_of_the_keyboard_shows_what_was_likely_meant(typed, meant):
    found = lexicon(typed)
    assert not len(found)
    (entry,) = lexicon(meant)
    assert entry.definition[language.current()] in repr(found)


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize("typed", ["xyzzy", "", "  ", 3, "<b>"])
def test_whatever_is_typed_is_answered_with_a_way_on(typed, code):
    with language.speaking(code):
        found = lexicon(typed)
        assert not len(found) and "labkit lexicon" in repr(found) and "<b>" not in found._repr_html_()


def test_alone_it_shows_every_term():
    assert len(lexicon()) == len(ENTRIES)
    for entry in ENTRIES:
        assert entry.fr in repr(lexicon()) and entry.en in repr(lexicon())


class TestTheLabs:
    """The lexicon beside the six labs."""

    content = Content.find()
    # Bold words that stress, name a button or a program, or begin a paragraph: no terms.
    STRESSED = re.compile(
        r"[.:?]$|\+|^\W*\w$|^\d|^edsnlp$|^(told|stop|logged|informé|arrête|consigné)$"
    )  # fmt: skip

    @pytest.mark.parametrize("lab", Content.find().labs())
    def test_every_word_to_keep_has_an_entry_that_leads_back_to_the_lab(self, lab):
        """The bold words of exit tickets."""
        for cell in read_source(self.content, lab).cells:
            if not cell.id.startswith("exit-"):
                continue
            for bold in re.findall(r"\*\*([^*]+)\*\*", cell.source):
                word = " ".join(bold.split())
                if not self.STRESSED.search(word):
                    labs = {lab for entry in lexicon(word) for lab in labs_of(entry)}
                    assert lab in labs, (
                        f"{word} ({language_of(cell)}): add it to the terms of graders/{lab}/lab.toml"
                    )

    @pytest.mark.parametrize(
        "word",
        [
            "sepsis", "log-odds", "log-cote", "loss", "perte", "weights", "poids", "early stopping", "arrêt précoce", "BERT",
            "TF-IDF", "merge", "fusion", "uncertain", "incertain", "override", "passer outre", "log", "journal", "stop rule",
            "règle d'arrêt", "prediction set", "discharge summaries", "réanimation", "soins intensifs", "chirurgie d'un jour",
            "day surgery", "standard error", "erreur type",
        ],
    )  # fmt: skip
    def test_words_of_the_labs_texts(self, word):
        assert len(lexicon(word))


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_page_has_every_term_once_in_order(code):
    heads = re.findall(r"^## (.+)$", page(code), re.MULTILINE)
    assert sorted(heads, key=plain) == heads
    assert len(heads) == len(ENTRIES)


def test_a_markup_in_a_term_is_shown_not_run():
    assert "<script>" not in lexicon("<script>")._repr_html_()


def test_a_source_keeps_its_english_title_and_says_in_french_how_it_was_read():
    shown = {
        "Meyes et al., arXiv 1901.08644 (not read)": "Meyes et al., arXiv 1901.08644 (non lu)",
        "Jurafsky and Martin, Speech and Language Processing, ch. 3": "Jurafsky et Martin, Speech and Language Processing, ch. 3",
        "Fan, Lewis and Dauphin, ACL 2018": "Fan, Lewis et Dauphin, ACL 2018",
        "Code, art. L5212-2 and R5212-14 to R5212-17": "Code, art. L5212-2 et R5212-14 à R5212-17",
        "art. 2(65) and 87; art. 6 and Annex III": "art. 2(65) et 87; art. 6 et annexe III",
    }
    assert {source: cited(source, "fr") for source in shown} == shown
    said = [cited(e.source, "fr") for e in ENTRIES if e.source]
    english = re.compile(r"\b(read|abstract|reprint|extract|chapter|foreword|page of|others)\b")
    assert [source for source in said if english.search(source)] == []
    assert all(cited(e.source, "en") == e.source for e in ENTRIES if e.source)
