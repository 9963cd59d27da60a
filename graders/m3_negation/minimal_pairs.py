"""Minimal pairs that nobody has seen, for the last builder task of lab m3_negation: two sentences alike but for the cue.

Every draw holds the same cues, so that rules which pass one draw are not failed by another; wordings around them, findings,
patients, lead-ins, order and capitals are drawn. Shapes after the labs' notes (`labkit.data`), NegEx (Chapman et al., J Biomed
Inform 2001;34:301) and ConText (Harkema et al., J Biomed Inform 2009;42:839). No lead-in or tail holds a cue.
"""

import re

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
# a disease, a symptom, another one, a third (T). K: another disease. E: a symptom after "d'". (one|other|third): one is drawn, the same
# in both. The case of the first letter is set afterwards. Some partners name the finding before a forward cue, or before a terminator
# that a backward cue must not cross; some lists have commas: a reader that heeds no side, no terminator after the finding, or stops at
# commas falls below the floor. *Pas d'argument pour* is in none: two radiologists read it in two ways.
WORDINGS = {
    ("negation", "fr"): [
        ("pas de [W] (récente|aiguë|visible), sans {S}", "absent", "[W] (récente|aiguë|visible), sans {S}", "present"),
        ("absence de [M] (récent|visible), pas de {S}", "absent", "présence de [M] (récent|visible), pas de {S}", "present"),
        ("pas de {S}, de {T}, de [O] (ce jour|hier|depuis)", "absent", "pas de {S}, de {T}, mais des [O] (ce jour|hier|depuis)", "present"),
        ("sans {S}, {T} ou [O] (ce jour|hier)", "absent", "sans {S}, {T}, cependant des [O] (ce jour|hier)", "present"),
        ("aucune {W}, aucun [M] (récent|visible)", "absent", "aucune {W}, en revanche un [M] (récent|visible)", "present"),
        (
            "(elle n'a|il n'a|la patiente n'a) jamais eu de [S], pas de {O}",
            "absent",
            "(elle a|il a|la patiente a) déjà eu des [S], pas de {O}",
            "present",
        ),
    ],
    ("negation_after", "fr"): [
        (
            "[M] non retrouvé (ce jour|au scanner|à ce stade)",
            "absent",
            "[M] bien retrouvé (ce jour|au scanner|à ce stade), en revanche {W} non retrouvée",
            "present",
        ),
        ("[W] non retrouvée (hier|ici|ce matin)", "absent", "[W] bien retrouvée (hier|ici|ce matin), mais {M} non retrouvé", "present"),
        ("{M} (présent|connu|visible), [W] non retrouvée", "absent", "{M} (présent|connu|visible), [W] retrouvée aussi", "present"),
        ("[M] absent (au scanner|à l'IRM|à l'écho)", "absent", "[M] visible (au scanner|à l'IRM|à l'écho), mais {W} absente", "present"),
        ("[W] absente (au scanner|à l'IRM|à l'écho)", "absent", "[W] visible (au scanner|à l'IRM|à l'écho)", "present"),
        ("[W] (récente|ancienne|aiguë) : non", "absent", "[W] (récente|ancienne|aiguë) : oui", "present"),
    ],
    ("pseudo", "fr"): [
        ("(elle|il|la patiente) n'a pas que des [S]", "present", "(elle|il|la patiente) n'a pas de [S]", "absent"),
        ("(il n'y a|ce ne sont|on n'entend) pas que des [S]", "present", "(il n'y a|ce ne sont|on n'entend) pas de [S]", "absent"),
        ("(il|elle) ne (présente|signale|décrit) pas que des [S]", "present", "(il|elle) ne (présente|signale|décrit) pas de [S]", "absent"),
        ("non seulement des [S], mais aussi des {O}", "present", "pas de [S], mais des {O}", "absent"),
        ("(elle|il) ne (décrit|présente) pas seulement des [S]", "present", "(elle|il) ne (décrit|présente) pas de [S]", "absent"),
        ("pas d'amélioration des [S] (ce jour|à ce stade|ce matin)", "present", "pas de [S] (ce jour|à ce stade|ce matin)", "absent"),
    ],
    ("uncertainty", "fr"): [
        ("[W] à éliminer (ce jour|au scanner|rapidement)", "uncertain", "[W] à traiter (ce jour|au scanner|rapidement)", "present"),
        ("[M] possible (au scanner|à ce stade|ce jour)", "uncertain", "[M] visible (au scanner|à ce stade|ce jour)", "present"),
        ("suspicion de [W] (récente|aiguë|ce jour)", "uncertain", "présence de [W] (récente|aiguë|ce jour)", "present"),
        ("[M] (très|fort) probable", "uncertain", "[M] (très|fort) visible", "present"),
        ("[W] non exclue (ce jour|au scanner|à ce stade)", "uncertain", "[W] exclue (ce jour|au scanner|à ce stade)", "absent"),
        (
            "(le scanner|l'examen|l'échographie) ne permet pas d'exclure un [M]",
            "uncertain",
            "(le scanner|l'examen|l'échographie) montre bien un [M]",
            "present",
        ),
    ],
    ("resolution", "fr"): [
        ("plus de [S] (ce jour|ce matin|à ce stade)", "absent", "plus de [S] que la veille", "present"),
        ("(elle|il|la patiente) n'a plus de [S]", "absent", "(elle|il|la patiente) a plus de [S] qu'hier", "present"),
        ("on ne (retrouve|décrit|signale) plus de [S]", "absent", "on (retrouve|décrit|signale) de plus en plus de [S]", "present"),
        ("plus de [S] depuis (hier|ce matin|deux jours)", "absent", "de plus en plus de [S] depuis (hier|ce matin|deux jours)", "present"),
        ("évolution (favorable|bonne), plus d'[E]", "absent", "évolution (défavorable|mauvaise), plus d'[E] que la veille", "present"),
        ("(il|elle) ne (signale|décrit) plus de [S]", "absent", "(il|elle) (signale|décrit) de plus en plus de [S]", "present"),
    ],
    ("negation", "en"): [
        ("no [D] (today|on CT|here), no {S}", "absent", "known [D] (today|on CT|here), no {S}", "present"),
        ("no {S} and no [O] (today|overnight)", "absent", "no {S} but [O] (today|overnight)", "present"),
        ("(she|he|patient) denies {S}, {T} or [O]", "absent", "(she|he|patient) denies {S}, {T} but has [O]", "present"),
        ("without {S}, {T} or [O] (today|overnight)", "absent", "without {S}, {T}; however, [O] (today|overnight)", "present"),
        ("without any [D] (today|on CT|here), without {S}", "absent", "with [D] (today|on CT|here), without {S}", "present"),
        ("(she does|he does|they do) not have [S], denies {O}", "absent", "(she does|he does|they do) have [S], denies {O}", "present"),
    ],
    ("negation_after", "en"): [
        ("[D] not seen (today|on CT|here)", "absent", "[D] clearly seen (today|on CT|here), but {K} not seen", "present"),
        ("[D] was not seen on (CT|MRI|ultrasound)", "absent", "[D] was seen on (CT|MRI|ultrasound)", "present"),
        ("[D] ruled out (today|here|this morning)", "absent", "[D] confirmed (today|here|this morning), but {K} ruled out", "present"),
        ("[D] was ruled out by (CT|MRI)", "absent", "[D] was found by (CT|MRI); however, {K} was ruled out", "present"),
        ("[D] has (been|now been|already been) ruled out", "absent", "[D] has (been|now been|already been) treated", "present"),
        ("[D] absent (today|on CT|here)", "absent", "[D] known (today|on CT|here)", "present"),
    ],
    ("pseudo", "en"): [
        ("(he|she) has not only [S] but also {O}", "present", "(he|she) does not have [S] but has {O}", "absent"),
        ("there (is|was) not only [S]", "present", "there (is|was) no [S]", "absent"),
        ("(she|he) (reports|has) not only [S]", "present", "(she|he) does not (report|have) [S]", "absent"),
        ("not only [S] (today|this morning|here)", "present", "no [S] (today|this morning|here)", "absent"),
        ("it (is|was) not only [S]", "present", "it (is|was) not [S]", "absent"),
        ("no improvement in [S] (today|this morning|yet)", "present", "no [S] (today|this morning|yet)", "absent"),
    ],
    ("uncertainty", "en"): [
        ("equivocal for [D] (today|on CT|here)", "uncertain", "positive for [D] (today|on CT|here)", "present"),
        ("[D] cannot be excluded (today|on CT|here)", "uncertain", "[D] can be seen (today|on CT|here)", "present"),
        ("cannot exclude [D] (today|on CT|here)", "uncertain", "known to have [D] (today|on CT|here)", "present"),
        ("this (scan|film|study) cannot exclude [D]", "uncertain", "this (scan|film|study) shows [D]", "present"),
        ("possible [D] (today|on CT|here)", "uncertain", "known [D] (today|on CT|here)", "present"),
        ("[D] not excluded (today|on CT|here)", "uncertain", "[D] not new (today|on CT|here)", "present"),
    ],
    ("resolution", "en"): [
        ("(she|he|the patient) no longer has [S]", "absent", "(she|he|the patient) still has [S]", "present"),
        ("no longer any [S] (today|this morning|here)", "absent", "more [S] than yesterday", "present"),
        ("(he|she) is no longer troubled by [S]", "absent", "(he|she) is again troubled by [S]", "present"),
        ("(he|she) has had no further [S]", "absent", "(he|she) has had further [S]", "present"),
        ("[S] resolved (today|this morning|overnight)", "absent", "[S] worse (today|this morning|overnight)", "present"),
        ("the [S] has (now|since|largely) resolved", "absent", "the [S] has (now|since|largely) worsened", "present"),
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
            drawn, options = _drawn(rng, language), rng.integers(60, size=3)
            lead, tail = _one(rng, LEADS[language]), _one(rng, TAILS)
            for wording, polarity, is_own in ((own, label, True), (partner, other, False)):
                before, after = _sentence(_worded(wording, options), drawn, lead, tail)
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


def _worded(wording, options):
    """One of each ``(one|other)``: the same place of its list in a sentence and in its partner."""
    chosen = iter(options)
    return re.sub(
        r"\(([^)]*)\)", lambda m: (words := m[1].split("|"))[int(next(chosen)) % len(words)], wording
    )


def _sentence(wording, drawn, lead, tail):
    """Text before and after the finding: the drawn words in their places, a capital at the start."""
    for letter, name in drawn.items():
        wording = wording.replace(f"[{letter}]", "\0").replace(f"{{{letter}}}", name)
    before, after = wording.split("\0")
    if not lead and before:
        before = before[0].upper() + before[1:]
    return lead + before, after + tail
