"""Sentences about families and histories: whose a finding is, and when, with words that only look like those that tell."""

from labkit.tasks import case

from .vocabulary import FINDINGS, one_of

RELATIVES = {
    "fr": ["mere", "pere", "soeur", "frere", "familiaux"],
    "en": ["mother", "father", "sister", "brother", "family"],
}
PATIENT = {"fr": ["patient", "patiente"], "en": ["patient", "she"]}
SOURCES = {"fr": ["selon", "accompagne", "appel"], "en": ["per", "accompanied", "says"]}
PAST = {"fr": ["antecedents", "atcd", "ancien"], "en": ["history", "previous", "past"]}
NOW = {"fr": ["jour", "actuellement", "desormais"], "en": ["present", "today", "now"]}

# Words that hold one of the others, or begin with one, and mean something else.
LIKE = {
    "fr": [
        "confrere",
        "peremptoire",
        "merevale",
        "patientele",
        "impatient",
        "anciennement",
        "toujours",
        "journal",
    ],
    "en": [
        "godfather",
        "motherboard",
        "patiently",
        "ashes",
        "shelter",
        "prehistory",
        "pasta",
        "unknown",
        "nowhere",
    ],
}
LIKE_SOURCES = {"fr": ["rappel", "appelant"], "en": ["perhaps", "temper"]}


def families_and_histories(rng):
    told = []
    for language in ("fr", "en"):
        kin, own = one_of(rng, RELATIVES[language][:4]), one_of(rng, PATIENT[language])
        other_kin = next(name for name in RELATIVES[language] if name != kin)
        said, his = one_of(rng, SOURCES[language]), "sa" if language == "fr" else "her"
        sick, other = (str(name) for name in rng.permutation(FINDINGS[language])[:2])
        old, new = one_of(rng, PAST[language]), one_of(rng, NOW[language])
        doctor = "medecin" if language == "fr" else "doctor"
        heredity = ["antecedents", "familiaux"] if language == "fr" else ["family", "history"]
        known = {
            "relatives": RELATIVES[language],
            "patient_words": PATIENT[language],
            "sources": SOURCES[language],
            "past": PAST[language],
            "now": NOW[language],
        }
        # "ATCD : infarctus. Ce jour : dyspnée", then the same in one sentence with a relative.
        for words, finding in (
            ([kin, ":", sick], 2),
            ([kin, ":", sick, ",", own, ":", other], 6),
            ([said, his, kin, ",", sick, other], 4),
            ([said, his, kin, ",", sick, ";", other_kin, ":", other], 8),
            ([other_kin, ":", other, ";", said, his, kin, ",", own, ":", sick], 2),
            ([own, ":", sick, ",", kin, ":", other], 2),
            ([old, ":", sick, ".", new, ":", other], 2),
            ([old, ":", sick, ".", new, ":", other], 6),
            ([sick, ";", old, ":", other], 0),
            ([new, ":", sick, ",", old, ":", other], 6),
            ([*heredity, ":", sick], 3),
            ([*heredity, ":", sick, ".", own, ",", new, ":", other], 8),
            ([old, ":", own, ",", sick], 4),
            ([kin, ",", new, ":", sick], 4),
            ([kin, ",", old, ":", sick, ";", own, ":", other], 8),
            ([said, kin, ":", sick], 3),
            ([said, doctor, ",", kin, ":", sick], 5),
            ([kin, ",", old, ":", sick, ".", other], 6),
            ([other_kin, ":", other, ";", said, his, kin, ",", sick], 8),
            ([own, ":", other, ",", kin, ":", sick], 6),
            ([kin, ":", other, ",", own, ":", sick, ",", other_kin, ":", other], 10),
            ([own, ":", other, ",", kin, ":", sick, ",", own, ":", other], 10),
            ([old, ":", other, ",", new, ":", sick, ",", old, ":", other], 10),
            ([new, ":", other, ",", old, ":", sick, ",", new, ":", other], 10),
            ([sick, ",", new, ":", own, ",", old, ":", kin], 0),
            *(
                (["le" if language == "fr" else "the", word, ",", other, ":", sick], 5)
                for word in LIKE[language]
            ),
            *(([kin, ",", old, ",", word, ":", sick], 6) for word in LIKE[language]),
            *(([word, his, kin, ",", sick], 4) for word in LIKE_SOURCES[language]),
        ):
            told.append(case(words=words, finding=finding, **known))
    return [told[place] for place in rng.permutation(len(told))]
