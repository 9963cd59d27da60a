"""The notebook's letters, its tokenizer and what each section costs: computed when first asked for."""

from functools import cache

VOCABULARY, BUDGET = 4000, 512


# ---- what the notebook shows, made again --------------------------------------------------------------------------


@cache
def english_tokenizer():
    from labkit.data.notes import load_notes
    from labkit.text import LibraryTokenizer

    notes = load_notes().frame
    return LibraryTokenizer.train(notes.text[notes.language == "en"], VOCABULARY)


@cache
def parallel_letters():
    from labkit.data.notes import generate_notes

    return generate_notes(60, random_state=6, kinds=["discharge_letter"], parallel=True, typos=0)


@cache
def section_costs(note_id):
    """Tokens of each section of a letter, in its order."""
    made = parallel_letters()
    text = made.frame.set_index("note_id").text[note_id]
    heads = made.spans.query("note_id == @note_id and label == 'SECTION'").sort_values("start")
    starts = [0, *heads.start]
    names = zip(["letterhead", *heads.concept], starts, [*starts[1:], len(text)], strict=True)
    return {name: len(english_tokenizer().encode(text[start:end])) for name, start, end in names}
