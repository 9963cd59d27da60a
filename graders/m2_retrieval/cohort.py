"""The protocols, the questions as typed, the searches and the recorded answers: computed when first asked for."""

import re
from functools import cache

# A wrong answer that is shown counts as much as this many right ones that are withheld; words the assistant may be given.
HARM, ROOM, PASSAGES = 5, 100, 3
# Search and question of the five answers of "which may be used?", from top to bottom.
FIVE = [
    ("folded", "none_pregnant"),
    ("words", "bleeding_warfarin"),
    ("folded", "oxygen_copd"),
    ("folded", "enoxaparin_kidney"),
    ("vectors", "drowsy_sugar"),
]


def what_went_wrong(passage, given, cited):
    if cited == passage:
        return "right"
    if passage == "":
        return "should_refuse"
    if cited == "":
        return "refused"
    return "misread" if passage in given else "not_found"


@cache
def recorded():
    """The French answers with their questions and what went wrong."""
    from labkit.data import load_protocol_answers, load_protocol_questions

    rows = load_protocol_answers("fr").merge(load_protocol_questions("fr"), on="question")
    kinds = [what_went_wrong(row.passage, row.given, row.cited) for row in rows.itertuples()]
    return rows.assign(outcome=kinds)


@cache
def counts(search):
    """How many answers of a search are right, not found, misread, refused, or should have been refused."""
    return recorded()[recorded().search == search].outcome.value_counts().to_dict()


@cache
def covered():
    """Of each answer of the folded search: share of the question's words in the passage cited (in %), and whether it is right."""
    from labkit.data import load_protocols
    from labkit.text.retrieval import Analyser

    words, texts = Analyser(), load_protocols("fr").set_index("passage").text
    shown = recorded()[(recorded().search == "folded") & (recorded().cited != "")]
    found = []
    for row in shown.itertuples():
        asked = set(words(row.typed))
        share = 100 * len(asked & set(words(texts[row.cited]))) / len(asked)
        found.append((share, row.outcome == "right"))
    return found


def harm(least):
    """Wrong answers shown (each as heavy as `HARM`) and right ones withheld, when shares below `least` % are refused."""
    wrong = sum(share >= least for share, right in covered() if not right)
    withheld = sum(share < least for share, right in covered() if right)
    return HARM * wrong + withheld


@cache
def library():
    """Title and sentences of each protocol in force, in French."""
    from labkit.data import load_protocols

    passages = load_protocols("fr")
    whole = (
        passages[passages.status == "in_force"].groupby(["document", "title"], sort=False).text.agg(" ".join)
    )
    return [(document, title, re.split(r"(?<=[.?!]) ", text)) for (document, title), text in whole.items()]


def packed(sentences, size):
    """Passages of whole sentences, of at most `size` words where no sentence is longer."""
    passages, n = [], 0
    for sentence in sentences:
        many = len(sentence.split())
        if passages and n + many <= size:
            passages[-1], n = passages[-1] + " " + sentence, n + many
        else:
            passages, n = [*passages, sentence], many
    return passages


@cache
def by_size(size):
    """Passages of at most `size` words under their title: questions whose fact is in the three first, and words given."""
    from labkit.data import load_protocol_questions
    from labkit.text.retrieval import BM25Index

    made = [
        (document, f"{title}. {text}")
        for document, title, all_of in library()
        for text in packed(all_of, size)
    ]
    questions = load_protocol_questions("fr")
    questions = questions[questions.passage != ""].reset_index(drop=True)
    best = BM25Index().fit([text for _, text in made]).search(list(questions.typed), PASSAGES, 1e-9)
    found = words = 0
    for place, row in questions.iterrows():
        given = [made[one] for one in best.doc_id[best["query"] == place]]
        words += sum(len(text.split()) for _, text in given)
        found += any(row.passage.startswith(document + "/") and row.fact in text for document, text in given)
    return found, words / len(questions)
