"""Claims drawn for the cases: what a letter says, and what a summary makes of it."""

CONCEPTS = [
    "pneumonia",
    "pulmonary embolism",
    "sepsis",
    "stroke",
    "digoxin",
    "apixaban",
    "metformin",
    "fever",
]
DRUGS = {"digoxin": [0.125, 1.25, 0.25], "apixaban": [5.0, 10.0, 50.0], "metformin": [1000.0, 500.0]}


def claim(rng, concept=None, polarity=None, dose="draw"):
    """One claim: concept, polarity (present, absent), dose in mg a day, None where none is said."""
    concept = concept or str(rng.choice(CONCEPTS))
    polarity = polarity or str(rng.choice(["present", "absent"]))
    if dose == "draw":
        known = DRUGS.get(concept, [])
        dose = float(rng.choice(known)) if known and polarity == "present" and rng.random() < 0.7 else None
    return {"concept": concept, "polarity": polarity, "dose": dose}


def letter(rng, n):
    """`n` claims about different concepts."""
    return [claim(rng, str(concept)) for concept in rng.permutation(CONCEPTS)[:n]]
