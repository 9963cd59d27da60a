"""French agreement: the same facts told of a woman and of a man differ by agreement and identity, everywhere."""

import re

import pytest

from labkit.data.notes import generate_notes

# Beside the others that read the notes of conftest.py, which are drawn once.
pytestmark = pytest.mark.xdist_group("notes-drawn-once")

MASCULINE = re.compile(
    r"\b(?:[Ll]e|[Cc]e|[Uu]n|[Vv]otre|[Dd]u|[Aa]u) patient\b|\bMonsieur\b|\bM\. (?=[A-ZÉ])|\bné le\b|\bâgé de\b"
    r"|\b[Pp]atient (?!e)(?:de|hospitalisé|vu|adressé|calme|installé)\b|\bson épouse\b|\bveuf\b|\bUsager\b"
    r"|\b(?:hospitalisé|admis|examiné|transféré|opéré|connu) (?:le|du|pour|par|via|aux)\b"
)
FEMININE = re.compile(
    r"\b[Pp]atiente\b|\bMadame\b|\bMme\b|\bnée le\b|\bâgée de\b|\bson époux\b|\bveuve\b|\b[Uu]sagère\b"
    r"|\b(?:hospitalisée|admise|examinée|transférée|opérée|connue) (?:le|du|pour|par|via|aux)\b"
)
# Feminine, but not about the patient.
OTHERS = re.compile(
    r"(?i)(?:mère|tante maternelle|grand-mère) a été suivie|observation d'entrée|traitement à l'entrée"
)


def anonymous(notes):
    """Texts with their names replaced: an initial such as M. is no title."""
    names = notes.spans[notes.spans["label"] == "NAME"]
    places = {note: list(zip(g["start"], g["end"], strict=True)) for note, g in names.groupby("note_id")}
    texts = []
    for note, text in zip(notes.frame["note_id"], notes.frame["text"], strict=True):
        for start, end in places.get(note, []):
            text = text[:start] + "X" * (end - start) + text[end:]
        texts.append(text)
    return notes.frame["text"].__class__(texts, index=notes.frame.index)


@pytest.fixture(scope="module", params=["fr", "en"])
def pair(request):
    arguments = {"n": 600, "random_state": 5, "language": request.param, "typos": 0}
    women, men = generate_notes(**arguments, sex="F"), generate_notes(**arguments, sex="M")
    both = ~(women.frame["sex_specific"] | men.frame["sex_specific"])
    return request.param, women, men, both


def test_the_same_sentences_are_told_of_both(pair):
    _, women, men, both = pair
    assert both.mean() > 0.85
    assert (women.frame["template"] == men.frame["template"])[both].all()
    assert (women.frame["main_code"] == men.frame["main_code"])[both].all()


def test_the_gold_is_the_same_for_both(pair):
    _, women, men, both = pair
    kept = set(women.frame["note_id"][both])
    columns = ["note_id", "label", "status", "experiencer", "temporality", "relation"]
    w, m = (
        n.spans[n.spans["note_id"].isin(kept)][columns].astype(str).reset_index(drop=True)
        for n in (women, men)
    )
    assert w.equals(m)


def test_nothing_of_the_other_sex_remains(pair):
    language, women, men, both = pair
    if language == "en":
        masculine = re.compile(r"\b(?:[Hh]e|[Hh]is|[Hh]im|Mr\.|gentleman)(?= )|year-old man\b")
        feminine = re.compile(r"\b(?:[Ss]he|[Hh]er|Ms\.|lady)(?= )|year-old woman\b")
    else:
        masculine, feminine = MASCULINE, FEMININE
    met = 0
    for w, m in zip(anonymous(women)[both], anonymous(men)[both], strict=True):
        assert not (found := masculine.search(w)), (found[0], w)
        assert not (found := feminine.search(OTHERS.sub("", m))), (found[0], m)
        met += bool(feminine.search(w)) and bool(masculine.search(m))
    assert met > 0.3 * both.sum()


def test_texts_differ_only_where_identity_or_agreement_is(pair):
    """Outside names and health numbers, two words that differ share their beginning or are a known pair.

    One thing is told of women alone: a pregnancy test, before a treatment that would harm a child.
    """
    language, women, men, both = pair
    pairs = {
        "fr": {("mme", "m"), ("madame", "monsieur"), ("elle", "il"), ("la", "le"), ("cette", "ce"), ("époux", "épouse"), ("f", "h"), ("femme", "homme"), ("son", "sa")},
        "en": {("ms", "mr"), ("she", "he"), ("her", "his"), ("her", "him"), ("woman", "man"), ("woman", "gentleman"), ("lady", "gentleman"), ("husband", "wife"), ("f", "m"), ("widow", "widower")},
    }[language]  # fmt: skip

    def words(notes, note, text):
        spans = notes.spans[
            (notes.spans["note_id"] == note) & notes.spans["label"].isin(["NAME", "HEALTH_ID"])
        ]
        for start, end in zip(spans["start"], spans["end"], strict=True):
            text = text[:start] + "0" * (end - start) + text[end:]
        text = re.sub(r", (?:pregnancy test negative|test de grossesse négatif|hcg n[eé]g)", "", text.lower())
        return re.findall(r"[^\W\d_]+", text.replace("à la ", "au ").replace("de la patiente", "du patiente"))

    ids = list(women.frame["note_id"][both])[:250]
    texts = [dict(zip(n.frame["note_id"], n.frame["text"], strict=True)) for n in (women, men)]
    for note in ids:
        w, m = words(women, note, texts[0][note]), words(men, note, texts[1][note])
        assert len(w) == len(m), note
        for a, b in zip(w, m, strict=True):
            same_word = a[:2] == b[:2] and abs(len(a) - len(b)) < 5
            assert a == b or (a, b) in pairs or same_word, (a, b)


@pytest.mark.parametrize(("participle", "needs"), [("retrouvée", "f"), ("retrouvé", "m")])
def test_participles_agree_with_their_finding(clean, participle, needs):
    """*non retrouvée* follows a feminine finding; a masculine one, or a list with one, has *non retrouvé(s)*."""
    from labkit.data.notes.knowledge.vocabulary import conditions, findings

    everything = findings() | conditions()
    met = 0
    texts = dict(zip(clean.frame["note_id"], clean.frame["text"], strict=True))
    french = set(clean.frame["note_id"][clean.frame["language"] == "fr"])
    found = clean.spans[(clean.spans["label"] == "FINDING") & clean.spans["note_id"].isin(french)]
    sizes = found.groupby(["note_id", "relation"]).size()
    for note, end, concept, text, relation in found[
        ["note_id", "end", "concept", "text", "relation"]
    ].itertuples(index=False):
        if re.match(rf" non {participle}(?!\w)", texts[note][end:]) and sizes[note, relation] == 1:
            forms = {
                f.text.lower(): f
                for usage, all_ in everything[concept].forms.items()
                if usage[0] == "fr"
                for f in all_
            }
            met += 1
            assert forms[text.lower()].gender == needs, text
    assert met > 1
