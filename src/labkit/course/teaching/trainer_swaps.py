"""What a trainer changes for each audience when the lab's author said nothing more precise."""

_SWAPS = {
    "nurse": (
        "explorer pathway; replace the case by an alarm of their own ward, count on 100 beds, finish on who answers the alarm at 3 a.m.",
        "parcours explorateur ; remplacez le cas par une alarme de leur service, comptez sur 100 lits, terminez par : qui répond à "
        "l'alarme à 3 h du matin ?",
    ),
    "physician": (
        "either pathway; keep the case, ask for the decision before and after the result, and what they would tell the patient.",
        "l'un ou l'autre parcours ; gardez le cas, demandez la décision avant et après le résultat, et ce qu'ils diraient au patient.",
    ),
    "clinician": (
        "explorer pathway; keep the case, ask for the decision before and after the result.",
        "parcours explorateur ; gardez le cas, demandez la décision avant et après le résultat.",
    ),
    "pharmacist": (
        "either pathway; make the decision a drug's: whom a missed case harms, whom a needless treatment harms.",
        "l'un ou l'autre parcours ; faites porter la décision sur un médicament : à qui nuit un cas manqué, à qui nuit un "
        "traitement inutile ?",
    ),
    "paramedical": (
        "explorer pathway in pairs; one reads the case aloud, the other predicts; skip the formulas, keep the whole patients.",
        "parcours explorateur à deux ; l'un lit le cas, l'autre prédit ; sautez les formules, gardez les patients entiers.",
    ),
    "manager": (
        "explorer pathway; skip to the surprise, then the human-guarantee card: who signs, what it costs, when it is stopped.",
        "parcours explorateur ; allez à la surprise, puis à la carte de garantie humaine : qui signe, ce que cela coûte, quand on "
        "arrête.",
    ),
    "data_scientist": (
        "builder pathway; give half the time to the tasks, and make them explain one result to a clinician of the group.",
        "parcours constructeur ; la moitié du temps pour les tâches, puis chacun explique un résultat à un clinicien du groupe.",
    ),
    "pupil": (
        "explorer pathway with help; draw the 100 patients on the board, one task fewer, the explanation aloud.",
        "parcours explorateur avec de l'aide ; dessinez les 100 patients au tableau, une tâche de moins, l'explication à l'oral.",
    ),
}


def swap(audience: str, language: str) -> str:
    """What to change for an audience."""
    neutral = ("keep the lab as it is.", "gardez le TP tel quel.")
    return _SWAPS.get(audience, neutral)[language == "fr"]
