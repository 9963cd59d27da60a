"""Laws of byte-pair encoding: nothing lost, every merge shortens, ties in order, the library agrees."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit import language
from labkit.text import tokens
from labkit.text.tokens import BytePairTokenizer, LibraryTokenizer

CORPUS = [
    "Pas de fièvre, pas de toux, pas d'œdème. L'HTA est connue, traitée à 10 mg.",
    "No fever, no cough, no oedema. Known hypertension, treated, 10 mg.",
    "Pneumonie traitée par amoxicilline ; température 38,5 °C à l'arrivée.",
] * 4

clinical = st.text(alphabet=st.sampled_from("abcdeéèàçœŒÉù ïo'’-,.;:0123456789\n\t°½"), max_size=60)


@pytest.fixture(scope="module", params=["hand", "library", "merges"])
def tokenizer(request):
    if request.param == "hand":
        return BytePairTokenizer.train(CORPUS, vocab_size=320)
    if request.param == "library":
        return LibraryTokenizer.train(CORPUS, vocab_size=320)
    return LibraryTokenizer.from_merges(BytePairTokenizer.train(CORPUS, vocab_size=320))


@given(text=st.one_of(clinical, st.text(max_size=60).filter(lambda t: t.isascii() or t.isprintable())))
def test_decode_gives_back_what_was_encoded(tokenizer, text):
    assert tokenizer.decode(tokenizer.encode(text)) == text
    assert len(tokenizer.tokens(text)) == len(tokenizer.encode(text))


@given(text=st.text(max_size=80))
def test_pretokens_lose_nothing(text):
    assert "".join(tokens.pretokenize(text)) == text


@given(text=clinical)
def test_each_merge_shortens_or_leaves(text):
    full = BytePairTokenizer.train(CORPUS, vocab_size=300)
    lengths = [
        len(BytePairTokenizer(full.merges[:n]).encode(text)) for n in range(0, len(full.merges) + 1, 11)
    ]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[0] == len(text.encode())


@given(symbols=st.lists(st.sampled_from("ab"), max_size=30))
def test_merge_removes_the_pair_and_keeps_the_letters(symbols):
    merged = tokens.merge_pair(symbols, ("a", "b"))
    assert "".join(merged) == "".join(symbols)
    assert ("a", "b") not in list(zip(merged, merged[1:], strict=False))
    assert len(merged) == len(symbols) - "".join(symbols).count("ab")


def test_overlapping_pairs_are_merged_once_from_the_left():
    assert tokens.merge_pair(list("aaaaa"), ("a", "a")) == ["aa", "aa", "a"]


@pytest.mark.parametrize("corpus", [CORPUS, ["aaaa aaab abab", "baba"] * 3, ["é" * 9, "éàé éà"] * 2])
def test_learning_is_the_same_as_counting_everything_again(corpus):
    words = Counter(p for text in corpus for p in tokens.pretokenize(text))
    symbols = {tokens.as_bytes(word): n for word, n in words.items()}
    expected = []
    for _ in range(40):
        counts = tokens.pair_counts(symbols)
        if not counts or max(counts.values()) < 2:
            break
        expected.append(tokens.best_pair(counts))
        merged: Counter = Counter()
        for word, n in symbols.items():
            merged[tuple(tokens.merge_pair(word, expected[-1]))] += n
        symbols = merged
    assert tokens.learn_merges((p for text in corpus for p in tokens.pretokenize(text)), 40) == expected


def test_ties_go_to_the_first_in_byte_order_whatever_the_order_of_the_texts():
    assert BytePairTokenizer.train(["yzyz", "abab"], 258).merges == [(b"a", b"b"), (b"y", b"z")]
    forward, backward = (BytePairTokenizer.train(c, 330) for c in (CORPUS, CORPUS[::-1]))
    assert forward.merges == backward.merges


@given(text=clinical)
def test_the_library_gives_the_same_ids_for_the_same_merges(text):
    ours = BytePairTokenizer.train(CORPUS, vocab_size=320)
    assert LibraryTokenizer.from_merges(ours).encode(text) == ours.encode(text)


def test_library_merges_read_back_into_ours():
    library = LibraryTokenizer.train(CORPUS, vocab_size=320)
    ours = BytePairTokenizer(library.merges)
    for text in CORPUS:
        assert ours.tokens(text) == library.tokens(text)


def test_words_split_elisions_and_keep_decimals():
    assert tokens.words("L'HTA à 17,5 d’emblée") == ["L", "HTA", "à", "17,5", "d", "emblée"]


def test_fertility_is_at_least_one_and_an_english_tokenizer_bills_french_more(letters):
    english = BytePairTokenizer.train([letters["en"]] * 3, vocab_size=420)
    table = tokens.fertility(english, list(letters.values()), list(letters))
    assert (table["fertility"] >= 1).all()
    assert table.loc["fr", "fertility"] > table.loc["en", "fertility"]
    assert table.loc["fr", "tokens"] == len(english.encode(letters["fr"]))


def test_fertility_without_words_is_missing_not_infinite():
    table = tokens.fertility(BytePairTokenizer([]), ["...", ""])
    assert table["fertility"].isna().all()


@given(text=clinical, budget=st.integers(0, 40))
def test_truncation_accounts_for_every_character(text, budget):
    tokenizer = BytePairTokenizer.train(CORPUS, vocab_size=300)
    kept = tokens.truncate(tokenizer, text, budget)
    assert kept.text + kept.lost == text
    assert kept.tokens <= budget
    assert "�" not in kept.text


def test_the_conclusion_survives_only_if_it_comes_first(letters):
    tokenizer = BytePairTokenizer([])
    sections = {"history": "a" * 60, "course": "b" * 50, "conclusion": "c" * 40}
    plain = tokens.fit_sections(tokenizer, sections, 115).set_index("section")
    assert plain["kept"].to_dict() == {"history": True, "course": True, "conclusion": False}
    first = tokens.fit_sections(tokenizer, sections, 115, ["conclusion", "history", "course"]).set_index(
        "section"
    )
    assert first["kept"].to_dict() == {"history": True, "course": False, "conclusion": True}
    assert first.loc[first["kept"], "tokens"].sum() <= 115


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda t: t.encode(b"bytes"), TypeError, "decode_note"),
        (lambda t: t.encode(None), TypeError, "NoneType"),
        (lambda t: t.encode("a\ud800"), ValueError, "surrogate"),
        (lambda t: t.decode([0, 10**6]), ValueError, r"ids\[1\]"),
        (lambda t: BytePairTokenizer.train("one text"), TypeError, r"\[text\]"),
        (lambda t: BytePairTokenizer.train(["a", None]), TypeError, r"texts\[1\]"),
        (lambda t: BytePairTokenizer.train(["a"], vocab_size=10), ValueError, "256"),
        (lambda t: tokens.truncate(t, "a", -1), ValueError, "budget"),
        (lambda t: tokens.fit_sections(t, {"a": "x"}, 3, ["b"]), ValueError, "priority"),
        (lambda t: tokens.fertility(t, ["a"], ["en", "fr"]), ValueError, "texts: 1, languages: 2"),
    ],
)
def test_bad_input_is_named(tokenizer, call, error, says):
    with pytest.raises(error, match=says):
        call(tokenizer)


def test_a_note_of_ten_megabytes_is_encoded():
    tokenizer = LibraryTokenizer.train(CORPUS, vocab_size=300)
    text = (CORPUS[0] + "\n") * 30_000  # about 2.3 MB by hand, and 10 MB in the library
    ours = BytePairTokenizer(tokenizer.merges)
    assert len(ours.encode(text)) == 30_000 * len(ours.encode(CORPUS[0] + "\n"))


LETTERS = {
    "english_letter": {"letterhead": 40, "exam": 30, "discharge_drugs": 30},
    "french_letter": {"letterhead": 80, "exam": 60, "discharge_drugs": 60},
}


@pytest.mark.parametrize("budget", [0, 1, 100, 120, 199, 5000])
def test_the_budget_s_figure_reads_the_start_of_each_letter_and_no_more(budget):
    table = tokens.TokenBudgetDisplay(LETTERS, budget).table
    read = table.groupby("letter").tokens_read.sum()
    total = table.groupby("letter").tokens.sum()
    assert (read == total.clip(upper=budget)).all()
    # nothing is read after a section that is not read to its end
    for _letter, rows in table.groupby("letter"):
        unfinished = (rows.tokens_read < rows.tokens).to_numpy()
        assert (rows.tokens_read.to_numpy()[1:][unfinished[:-1]] == 0).all()


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_budget_s_figure_is_told_in_words_and_in_numbers(code):
    with language.speaking(code):
        display = tokens.TokenBudgetDisplay(LETTERS, 120, named=["discharge_drugs"])
        html = display.figure_html(dpi=40)
        assert html.count("<tr>") == len(display.table) + 1
        said = display.alt_text
        assert {"en": "cut in this section: exam", "fr": "coupée dans cette section : examen clinique"}[
            code
        ] in said
        assert {"en": "read to the end", "fr": "lue jusqu’au bout"}[code] in said
        assert display.plot().ax_.get_xlabel()


@pytest.mark.parametrize(("costs", "budget"), [({}, 10), ({"letter": {}}, 10), (LETTERS, -1)])
def test_a_budget_s_figure_refuses_what_it_cannot_draw(costs, budget):
    with pytest.raises(ValueError, match="budget|costs"):
        tokens.TokenBudgetDisplay(costs, budget)
