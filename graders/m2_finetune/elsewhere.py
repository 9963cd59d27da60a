"""Words of which no learned note has a piece: what trainings make of them rests on the shipped encoder, not on the notes' letters."""

import functools
import json
import subprocess
import sys
from pathlib import Path

WORDS, PHRASES = 120, 100
# In 9 draws of notes pairs of trainings went with the others by 0.67 to 0.91; in the one below, other honest trainings by 0.48 only.
AGREED = 0.75


def elsewhere(rng, texts, labelings, seed):
    """Words and phrases of four, their log-odds on average over our trainings on the notes, and which of the `labelings` they learned.

    Returns ``{"labels", "notes", "odds"}``. The trainings run in a process of their own: whoever makes cases loads no network.
    """
    from labkit.data import generate_triage

    notes = generate_triage(150, random_state=int(rng.integers(2**31)), language="fr").text
    words = sorted({word.strip(".,;:()") for text in notes for word in text.split()} - {""})
    asked = {
        "texts": texts,
        "labelings": labelings,
        "seed": seed,
        "least": AGREED,
        "words": [words[place] for place in rng.permutation(len(words))],
        "alone": WORDS,
        "phrases": PHRASES,
        "draws": int(rng.integers(2**31)),
    }
    return json.loads(_in_a_process_of_its_own(json.dumps(asked)))


@functools.lru_cache(maxsize=64)
def _in_a_process_of_its_own(asked):
    program = [sys.executable, "-P", str(Path(__file__).with_name("training.py"))]
    run = subprocess.run(program, input=asked, capture_output=True, text=True, encoding="utf-8", check=False)
    if run.returncode:
        raise ValueError(f"the trainings that fine_tune is compared with have failed: {run.stderr[-2000:]}")
    return run.stdout
