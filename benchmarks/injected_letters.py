"""Record what SmolLM2 answers about letters with and without an injected order in data/answers/injections.jsonl.

    make smollm
    python benchmarks/injected_letters.py

All that is asked is kept, in the order asked. First the allergy, of `LETTERS` letters in three versions, under two wordings and
behind a fence (temperature 0); then a dose, of the first `ASKED_AGAIN` letters, in three wordings (temperature 0) and ten times
in the same words (temperature 0.7, seeds 0 to 9); last, the lab's first letter. Half an hour on a busy core; what is recorded already is not asked again.
"""

from collections.abc import Iterator

from labkit.data import _files, generate_injections
from labkit.data.injections import LETTERS as VERSIONS
from labkit.data.injections import PLANTED, QUESTIONS, WARD_LETTER, extraction_messages
from labkit.text import ChatClient

LETTERS, SEED, ASKED_AGAIN, TIMES, TOKENS = 20, 3, 8, 10, 24
MODEL = "SmolLM2-135M-Instruct"


def questions() -> Iterator[tuple[list[dict[str, str]], dict[str, float]]]:
    """Messages and parameters, in the order in which they are asked."""
    letters = generate_injections(LETTERS, SEED, "en")
    greedy = {"temperature": 0, "max_tokens": TOKENS}
    for name, fenced in (("known", False), ("which", False), ("known", True)):
        for one in letters.itertuples():
            for version in VERSIONS:
                yield extraction_messages(getattr(one, version), QUESTIONS[name], fenced), greedy
    for one in letters[:ASKED_AGAIN].itertuples():
        for name in ("dose", "dose_first", "how_much"):
            yield extraction_messages(one.plain, QUESTIONS[name].format(drug=one.drug)), greedy
        for seed in range(TIMES):
            again = {"temperature": 0.7, "max_tokens": TOKENS, "seed": seed}
            yield extraction_messages(one.plain, QUESTIONS["dose"].format(drug=one.drug)), again
    hers = WARD_LETTER["en"]
    for name, fenced in (("known", False), ("which", False), ("known", True)):
        for letter in (hers, f"{hers} {PLANTED['en'][0][0]}"):
            yield extraction_messages(letter, QUESTIONS[name], fenced), greedy


def main() -> None:
    client = ChatClient(MODEL, _files.folder() / "answers" / "injections.jsonl", "smollm2", record=True)
    for messages, parameters in questions():
        print(client.complete(messages, **parameters).text, flush=True)


if __name__ == "__main__":
    main()
