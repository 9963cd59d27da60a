"""Minimal pairs that nobody has seen, for the last builder task of lab m3_negation: two sentences alike but for the cue.

Every draw holds the same wordings, so that rules which pass one draw are not failed by another; findings, patients,
lead-ins, order and capitals are drawn. Shapes after the labs' notes (`labkit.data`), NegEx (Chapman et al., J Biomed
Inform 2001;34:301) and ConText (Harkema et al., J Biomed Inform 2009;42:839). No lead-in or tail holds a cue.
"""

PAIRS_EACH = 6
PHENOMENA = ("negation", "negation_after", "pseudo", "uncertainty", "resolution")
LANGUAGES = ("fr", "en")
# French: m or f, singular; those that begin with a consonant take "de", the others "d'".
DISEASES = {
    "fr": {
        "m": ["pneumothorax", "nodule", "thrombus", "foyer pulmonaire", "saignement", "kyste", "calcul"],
        "f": [
            "pneumopathie",
            "thrombose",
            "fracture",
            "collection",
            "péricardite",
            "cholécystite",
            "sténose",
        ],
    },
    "en": [
        "pneumothorax",
        "lung nodule",
        "deep vein thrombosis",
        "hip fracture",
        "pericarditis",
        "bowel obstruction",
        "cholecystitis",
        "bleeding",
        "pleural effusion",
    ],
}
# French plurals, all with "de" or "des"; one with "d'" for the pair that asks for it.
SYMPTOMS = {
    "fr": [
        "nausées",
        "vertiges",
        "frissons",
        "vomissements",
        "palpitations",
        "crampes",
        "brûlures",
        "sueurs",
    ],
    "en": [
        "nausea",
        "dizziness",
        "chills",
        "vomiting",
        "palpitations",
        "cramps",
        "heartburn",
        "sweating",
        "wheezing",
    ],
}
ELIDED = ["œdèmes", "étourdissements", "éruptions", "arthralgies", "insomnies"]
# Who wrote it, or where: nothing here says what the sentence says.
LEADS = {
    "fr": [
        "",
        "À l'examen : ",
        "Entrée : ",
        "Visite : ",
        "Dr Tremblay : ",
        "Dr Lefebvre : ",
        "Inf. Benali : ",
    ],
    "en": ["", "On examination: ", "Admission: ", "Ward round: ", "Dr Tremblay: ", "Dr Lee: ", "RN Okafor: "],
}
TAILS = (".", "", " ;")
# (the sentence, its label) and its partner. F: the finding. M and W: a masculine, a feminine disease in French; D, S and O:
# a disease, a symptom, another one, a third (T). K: another disease. E: a symptom after "d'". The case of the first letter is set
# afterwards. Some partners name the finding before a forward cue, or before a terminator that a backward cue must not cross;
# some lists have commas: a reader that heeds no side, no terminator after the finding, or stops at commas falls below the floor.
WORDINGS = {
    ("negation", "fr"): [
        ("pas de [W], sans {S}", "absent", "[W], sans {S}", "present"),
        ("absence de [M], pas de {S}", "absent", "présence de [M], pas de {S}", "present"),
        ("pas de {S}, de {T}, de [O]", "absent", "pas de {S}, de {T}, mais des [O]", "present"),
        ("sans {S}, {T} ou [O]", "absent", "sans {S}, {T}, cependant des [O]", "present"),
        ("aucune {W}, aucun [M]", "absent", "aucune {W}, en revanche un [M]", "present"),
        ("elle n'a jamais eu de [S], pas de {O}", "absent", "elle a déjà eu des [S], pas de {O}", "present"),
    ],
    ("negation_after", "fr"): [
        ("[M] non retrouvé", "absent", "[M] bien retrouvé, en revanche {W} non retrouvée", "present"),
        ("[W] non retrouvée", "absent", "[W] bien retrouvée, mais {M} non retrouvé", "present"),
        ("{M} présent, [W] non retrouvée", "absent", "{M} présent, [W] retrouvée aussi", "present"),
        ("[M] absent au scanner", "absent", "[M] visible au scanner, mais {W} absente", "present"),
        ("[W] absente au scanner", "absent", "[W] visible au scanner", "present"),
        ("[W] : non", "absent", "[W] : oui", "present"),
    ],
    ("pseudo", "fr"): [
        ("elle n'a pas que des [S]", "present", "elle n'a pas de [S]", "absent"),
        ("il n'y a pas que des [S]", "present", "il n'y a pas de [S]", "absent"),
        ("il ne présente pas que des [S]", "present", "il ne présente pas de [S]", "absent"),
        ("non seulement des [S], mais aussi des {O}", "present", "pas de [S], mais des {O}", "absent"),
        ("elle ne décrit pas seulement des [S]", "present", "elle ne décrit pas de [S]", "absent"),
        ("pas d'amélioration des [S]", "present", "pas de [S]", "absent"),
    ],
    ("uncertainty", "fr"): [
        ("pas d'argument pour une [W]", "uncertain", "pas de [W]", "absent"),
        ("peu d'argument pour un [M]", "uncertain", "absence de [M]", "absent"),
        ("suspicion de [W]", "uncertain", "présence de [W]", "present"),
        ("[M] probable", "uncertain", "[M] certain", "present"),
        ("[W] non exclue", "uncertain", "[W] exclue", "absent"),
        ("le scanner ne permet pas d'exclure un [M]", "uncertain", "le scanner montre bien un [M]", "present"),
    ],
    ("resolution", "fr"): [
        ("plus de [S] ce jour", "absent", "plus de [S] que la veille", "present"),
        ("elle n'a plus de [S]", "absent", "elle a plus de [S] qu'hier", "present"),
        ("on ne retrouve plus de [S]", "absent", "on retrouve de plus en plus de [S]", "present"),
        ("plus de [S] depuis hier", "absent", "de plus en plus de [S] depuis hier", "present"),
        ("évolution favorable, plus d'[E]", "absent", "évolution défavorable, plus d'[E] que la veille", "present"),
        ("il ne signale plus de [S]", "absent", "il signale de plus en plus de [S]", "present"),
    ],
    ("negation", "en"): [
        ("no [D], no {S}", "absent", "known [D], no {S}", "present"),
        ("no {S} and no [O]", "absent", "no {S} but [O]", "present"),
        ("denies {S}, {T} or [O]", "absent", "denies {S}, {T} but has [O]", "present"),
        ("without {S}, {T} or [O]", "absent", "without {S}, {T}; however, [O]", "present"),
        ("without any [D], without {S}", "absent", "with [D], without {S}", "present"),
        ("she does not have [S], denies {O}", "absent", "she does have [S], denies {O}", "present"),
    ],
    ("negation_after", "en"): [
        ("[D] not seen", "absent", "[D] clearly seen, but {K} not seen", "present"),
        ("[D] was not seen on CT", "absent", "[D] was seen on CT", "present"),
        ("[D] ruled out", "absent", "[D] confirmed, but {K} ruled out", "present"),
        ("[D] was ruled out by CT", "absent", "[D] was found by CT; however, {K} was ruled out", "present"),
        ("[D] has been ruled out", "absent", "[D] has been treated", "present"),
        ("[D] absent", "absent", "[D] known", "present"),
    ],
    ("pseudo", "en"): [
        ("he has not only [S] but also {O}", "present", "he does not have [S] but has {O}", "absent"),
        ("there is not only [S]", "present", "there is no [S]", "absent"),
        ("she reports not only [S]", "present", "she does not report [S]", "absent"),
        ("not only [S]", "present", "no [S]", "absent"),
        ("it is not only [S]", "present", "it is not [S]", "absent"),
        ("no improvement in [S]", "present", "no [S]", "absent"),
    ],
    ("uncertainty", "en"): [
        ("no argument for [D]", "uncertain", "no [D]", "absent"),
        ("there is no argument for [D]", "uncertain", "there is no [D]", "absent"),
        ("cannot exclude [D]", "uncertain", "known to have [D]", "present"),
        ("this scan cannot exclude [D]", "uncertain", "this scan shows [D]", "present"),
        ("possible [D]", "uncertain", "known [D]", "present"),
        ("[D] not excluded", "uncertain", "[D] not new", "present"),
    ],
    ("resolution", "en"): [
        ("she no longer has [S]", "absent", "she still has [S]", "present"),
        ("no longer any [S]", "absent", "more [S] than yesterday", "present"),
        ("he is no longer troubled by [S]", "absent", "he is again troubled by [S]", "present"),
        ("he has had no further [S]", "absent", "he has had further [S]", "present"),
        ("[S] resolved", "absent", "[S] worse", "present"),
        ("the [S] has resolved", "absent", "the [S] has worsened", "present"),
    ],
}  # fmt: skip


def minimal_pairs(rng):
    """``(before, after, truth)`` of every sentence: six pairs for each phenomenon and language, in a drawn order.

    `truth` holds the label, the phenomenon, the language, the pair's number, and whether the sentence shows the
    phenomenon itself (`own`) or is the partner.
    """
    rows = []
    for (phenomenon, language), wordings in WORDINGS.items():
        shouted = int(rng.integers(len(wordings)))
        for number, (own, label, partner, other) in enumerate(wordings):
            drawn = _drawn(rng, language)
            lead, tail = _one(rng, LEADS[language]), _one(rng, TAILS)
            for wording, polarity, is_own in ((own, label, True), (partner, other, False)):
                before, after = _sentence(wording, drawn, lead, tail)
                if number == shouted:  # many a note is typed in capitals
                    before, after = before.upper(), after.upper()
                truth = {
                    "label": polarity,
                    "phenomenon": phenomenon,
                    "language": language,
                    "pair": number,
                    "own": is_own,
                }
                rows.append((before, after, truth))
    return [rows[i] for i in rng.permutation(len(rows))]


def _one(rng, names):
    return str(names[int(rng.integers(len(names)))])


def _drawn(rng, language):
    symptom, other, third = (str(name) for name in rng.permutation(SYMPTOMS[language])[:3])
    drawn = {"S": symptom, "O": other, "T": third}
    if language == "en":
        disease, another = (str(name) for name in rng.permutation(DISEASES["en"])[:2])
        return drawn | {"D": disease, "K": another}
    masculine, feminine = (_one(rng, DISEASES["fr"][gender]) for gender in "mf")
    return drawn | {"M": masculine, "W": feminine, "E": _one(rng, ELIDED)}


def _sentence(wording, drawn, lead, tail):
    """Text before and after the finding: the drawn words in their places, a capital at the start."""
    for letter, name in drawn.items():
        wording = wording.replace(f"[{letter}]", "\0").replace(f"{{{letter}}}", name)
    before, after = wording.split("\0")
    if not lead and before:
        before = before[0].upper() + before[1:]
    return lead + before, after + tail
