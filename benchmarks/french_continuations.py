"""Record how Gemma 3 270M goes on from six French beginnings in data/answers/continuations.jsonl.

    make gemma
    python benchmarks/french_continuations.py

Each beginning once at temperature 0 and three times at 0.7 (seeds 0 to 2); all that is asked is kept, in the order asked. Three minutes of
processor, and two gigabytes; what is recorded already is not asked again.
"""

from labkit.data import _files
from labkit.data.injections import BEGINNINGS
from labkit.text import ChatClient

MODEL, TOKENS, SEEDS = "gemma-3-270m", 40, (0, 1, 2)


def main() -> None:
    client = ChatClient(MODEL, _files.folder() / "answers" / "continuations.jsonl", "gemma3", record=True)
    for beginning in BEGINNINGS.values():
        for parameters in ({"temperature": 0}, *({"temperature": 0.7, "seed": seed} for seed in SEEDS)):
            print(client.complete(beginning, max_tokens=TOKENS, **parameters).text, "\n---", flush=True)


if __name__ == "__main__":
    main()
