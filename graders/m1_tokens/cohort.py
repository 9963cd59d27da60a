"""The notebook's letters, its tokenizer and what each section costs: computed when first asked for."""

from functools import cache

VOCABULARY, BUDGET = 4000, 512
LANGUAGES = {"english": "en", "french": "fr"}


# ---- what the notebook shows, made again --------------------------------------------------------------------------


@cache
def english_tokenizer():
    from labkit.data import load_notes
    from labkit.text import LibraryTokenizer

    notes = load_notes().frame
    return LibraryTokenizer.train(notes.text[notes.language == "en"], VOCABULARY)


@cache
def section_costs(language):
    """Tokens of each section of the letter written by hand, in its order."""
    from labkit.data import load_letter_pair

    return {
        name: len(english_tokenizer().encode(text)) for name, text in load_letter_pair()[language].items()
    }


@cache
def tokens_to_the_prescription():
    """By language, for each generated letter that has one in both: tokens from its start to the end of its prescription."""
    from labkit.data import parallel_letters

    made = parallel_letters()
    texts = made.frame.set_index("note_id").text
    heads = made.spans[made.spans.label == "SECTION"].sort_values(["note_id", "start"])
    following = heads.groupby("note_id").start.shift(-1)
    ends = {
        note: len(texts[note]) if end != end else int(end)  # the last section ends with the letter
        for note, concept, end in zip(heads.note_id, heads.concept, following, strict=True)
        if concept == "discharge_drugs"
    }
    pairs = [p for p in made.frame.pair_id.unique() if f"{p}-en" in ends and f"{p}-fr" in ends]
    return {
        language: [
            len(english_tokenizer().encode(texts[f"{p}-{code}"][: ends[f"{p}-{code}"]])) for p in pairs
        ]
        for language, code in LANGUAGES.items()
    }
