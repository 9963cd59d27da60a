"""Words and sentences of letters, from which the builder's cases are drawn."""

import unicodedata

# Words of letters in both languages: doubled letters, accents, and what the learner's language alone would not show.
LEXIS = [
    "fièvre",
    "fever",
    "sévère",
    "severe",
    "dyspnée",
    "dyspnea",
    "pneumonie",
    "pneumonia",
    "hémodialysé",
    "côté",
    "côte",
    "œdème",
    "antibiotique",
    "infarctus",
    "entérite",
    "mammaire",
    "occlusion",
    "effusion",
    "allergie",
    "allergy",
    "pressée",
    "opéré",
    "nerf",
    "nerve",
    "sortie",
    "discharge",
    "suivi",
    "follow-up",
]
SENTENCES = (
    "Pas de fièvre, ni dyspnée.",
    "L'HTA est traitée par 2,5 mg.",
    "Œdème pulmonaire à gauche : côté drainé.",
    "No fever, no cough at night.",
    "Réadmis à J3, hémodialysé ; 38,5 °C.",
    "He was discharged on 5 mg of bisoprolol.",
    "Sténose serrée, 70 %, opérée en août.",
    "Aujourd'hui : rendez-vous à 8 h 30.",
    "BP 120/80; ECG normal.",
)


def some(rng, items, n):
    """`n` of the items, drawn with replacement, as a list."""
    return [items[i] for i in rng.integers(len(items), size=n)]


def without_accents(text):
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
