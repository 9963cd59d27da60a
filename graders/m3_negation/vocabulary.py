"""Findings and words from which the builder's sentences are drawn, and the libraries that would answer for the learner."""

TAGGERS = [
    "labkit.text.ContextTagger",
    "labkit.text.EdsContextTagger",
    "labkit.text.NegspacyTagger",
    "labkit.text.context",
    "edsnlp",
    "negspacy",
]
FINDINGS = {
    "fr": [
        "fievre",
        "toux",
        "dyspnee",
        "nausees",
        "cephalees",
        "oedeme",
        "vertige",
        "frissons",
        "prurit",
        "syncope",
    ],
    "en": [
        "fever",
        "cough",
        "dyspnea",
        "nausea",
        "headache",
        "edema",
        "vertigo",
        "chills",
        "pruritus",
        "syncope",
    ],
}


def one_of(rng, names):
    return str(names[int(rng.integers(len(names)))])
