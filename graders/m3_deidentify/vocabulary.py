"""What the builder's letters are drawn from, and the tools that would answer for the learner."""

from labkit.text import fold

DEIDENTIFIERS = [
    "labkit.text.Deidentifier",
    "labkit.text.Surrogates",
    "labkit.text.leak_report",
    "labkit.text.nir_key",
    "labkit.text.is_valid_nir",
    "labkit.text.deidentify",
    "edsnlp",
]
MONTHS = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|"
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
NAMES = [
    "Bérubé",
    "Lanctôt",
    "Hélène",
    "Malenfant",
    "Murphy",
    "Basedow",
    "Gagné",
    "Étienne",
    "Rose",
    "Tremblay",
    "St",
]
TITLES = ["m", "mme", "dr", "dre", "mr", "mrs", "ms"]
MEDICAL = ["maladie", "signe", "syndrome", "score", "disease", "sign", "elevation", "decalage"]


def one_of(rng, values):
    return values[int(rng.integers(len(values)))]


def as_typed(rng, name):
    """As it is in the register, in capitals, without its accents, or both."""
    bare = fold(name).capitalize()
    return one_of(rng, [name, name.upper(), bare, bare.upper()])
