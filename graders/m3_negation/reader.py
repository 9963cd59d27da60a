"""A small reader with a table of cues and switches: the right answers and mutants of the last builder task.

What *plus de* says is after Grevisse and Goosse, Le bon usage.
"""

import re

FLOOR = 0.85
# What the notebook gives, and what a learner might add to it.
GIVEN = {
    "pas": ("absent", "forward"),
    "sans": ("absent", "forward"),
    "aucun": ("absent", "forward"),
    "aucune": ("absent", "forward"),
    "ni": ("absent", "forward"),
    "absence": ("absent", "forward"),
    "pas que": ("present", "forward"),
    "suspicion": ("uncertain", "forward"),
    "probable": ("uncertain", "backward"),
    "non retrouve": ("absent", "backward"),
}
GIVEN_STOPS = ("mais", "cependant", "revanche")
PLUS = {
    "plus": ("absent", "forward"),
    "de plus en plus": ("present", "forward"),
    "que": ("present", "backward"),
    "qu'": ("present", "backward"),
}
FRENCH = {
    "jamais": ("absent", "forward"),
    "non retrouvee": ("absent", "backward"),
    "absent": ("absent", "backward"),
    "absente": ("absent", "backward"),
    ": non": ("absent", "backward"),
    "pas seulement": ("present", "forward"),
    "pas d' amelioration": ("present", "forward"),
    "non exclu": ("uncertain", "backward"),
    "non exclue": ("uncertain", "backward"),
    "pas d' exclure": ("uncertain", "forward"),
    "a eliminer": ("uncertain", "backward"),
}
ENGLISH = {
    "no": ("absent", "forward"),
    "denies": ("absent", "forward"),
    "without": ("absent", "forward"),
    "not": ("absent", "forward"),
    "not seen": ("absent", "backward"),
    "ruled out": ("absent", "backward"),
    "absent": ("absent", "backward"),
    "resolved": ("absent", "backward"),
    "not only": ("present", "forward"),
    "no improvement": ("present", "forward"),
    "equivocal": ("uncertain", "forward"),
    "cannot exclude": ("uncertain", "forward"),
    "cannot be excluded": ("uncertain", "backward"),
    "possible": ("uncertain", "both"),
    "not excluded": ("uncertain", "backward"),
}
CUES = GIVEN | PLUS | FRENCH | ENGLISH
STOPS = (*GIVEN_STOPS, "but", "however")


def words_of(text):
    """As in the notebook."""
    from labkit.text import fold

    return re.findall(r"[^\W\d_]+'?|\d+|[^\w\s]", fold(text))


def nearest_cue(before, after, **rules):
    """Longest cue first, then the nearest that looks the finding's way with no terminator between."""
    reaching = reaching_cues(before, after, **rules)
    return min(reaching)[1] if reaching else "present"


def reaching_cues(before, after, cues=None, stops=None, *, both_ways=False, stops_after=True):
    """``(distance, label)`` of the cues that reach the finding; a cue's place is that of its first word."""
    cues, stops = CUES if cues is None else cues, STOPS if stops is None else stops
    words = [*words_of(before), "FINDING", *words_of(after)]
    here, reaching, i = len(words_of(before)), [], 0
    while i < len(words):
        phrases = (j for j in range(len(words), i, -1) if " ".join(words[i:j]) in cues)
        end = next(phrases, None)
        if end is not None:
            label, looks = cues[" ".join(words[i:end])]
            low, high = sorted((i, here))
            stopped = bool(set(words[low + 1 : high]) & set(stops)) and (stops_after or i < here)
            towards = both_ways or looks in ("both", "forward" if i < here else "backward")
            if towards and not stopped:
                reaching.append((high - low, label))
        i = end or i + 1
    return reaching


LOOK = {
    "negation fr": (
        "Negation, in French. Which words deny what follows (« pas », « sans », « aucun », « jamais »), and which end it: what stands after "
        "« mais », « cependant », « en revanche » is another thought; a comma ends nothing. In « frissons, pas de toux » the chills are there.",
        "La négation, en français. Quels mots nient ce qui suit (« pas », « sans », « aucun », « jamais »), et lesquels l'arrêtent : ce qui "
        "vient après « mais », « cependant », « en revanche » est une autre idée ; la virgule n'arrête rien. Dans « frissons, pas de toux », les "
        "frissons sont là.",
    ),
    "negation_after fr": (
        "A denial after the finding, in French. It looks back, and French adjectives agree: « fracture non retrouvée » is not spelled like "
        "« foyer non retrouvé ». Give each form, on the row that looks back. A « mais » between the two stops it.",
        "La négation après le signe, en français. Elle regarde en arrière, et l'adjectif s'accorde : « fracture non retrouvée » ne s'écrit "
        "pas comme « foyer non retrouvé ». Donnez chaque forme, sur la ligne qui regarde en arrière. Un « mais » entre les deux l'arrête.",
    ),
    "pseudo fr": (
        "What only looks like a negation, in French. « Elle n'a pas QUE des nausées »: she has them, and more. Which longer phrase begins "
        "with the same « pas » and denies nothing? Someone whose state does not improve still has it.",
        "Ce qui n'a que l'air d'une négation, en français. « Elle n'a pas QUE des nausées » : elle les a, et autre chose. Quelle expression "
        "plus longue commence par le même « pas » et ne nie rien ? Un patient dont l'état ne s'améliore pas a toujours son signe.",
    ),
    "uncertainty fr": (
        "Doubt, in French. « Non exclue » and « exclue » differ by one word. « À éliminer » asks for a test: nothing is excluded yet. « Possible » "
        "stands on either side of the finding. A doubt often holds a negative word: a longer phrase must catch it first, and adjectives agree.",
        "Le doute, en français. « Non exclue » et « exclue » diffèrent d'un mot. « À éliminer » demande un examen : rien n'est encore exclu. "
        "« Possible » se met avant ou après le signe. Un doute contient souvent un mot négatif : une expression plus longue doit le prendre d'abord, et l'adjectif s'accorde.",
    ),
    "resolution fr": (
        "« Plus de », in French: none, or more? « Plus de frissons que la veille »: the patient gets worse. « Plus de frissons ce jour »: they "
        "have gone. What tells them apart stands after the finding, or before it (« de plus en plus »).",
        "« Plus de », en français : aucun, ou davantage ? « Plus de frissons que la veille » : l'état s'aggrave. « Plus de frissons ce jour » : "
        "c'est parti. Ce qui les distingue est après le signe, ou avant lui (« de plus en plus »).",
    ),
    "negation en": (
        "Negation, in English. Which words deny what follows, in a note as in speech, and which end it? « No cough but fever »: the fever is "
        "there, and so it is in « fever, no cough ». Terminators need English words too; a comma ends nothing.",
        "La négation, en anglais. Quels mots nient ce qui suit (« no », « denies », « without »…), et lesquels l'arrêtent ? « No cough but fever » : "
        "la fièvre est là, comme dans « fever, no cough ». Il faut aussi des bornes anglaises ; la virgule n'arrête rien.",
    ),
    "negation_after en": (
        "A denial after the finding, in English: « fracture not seen », « embolism ruled out ». It looks back. And a forward « not » must not "
        "take its words first: the longest phrase wins. A « but » or a « however » between the two stops it.",
        "La négation après le signe, en anglais : « fracture not seen » (non vue), « embolism ruled out » (exclue). Elle regarde en arrière. Et un "
        "« not » tourné vers l'avant ne doit pas lui prendre ses mots : l'expression la plus longue l'emporte. Un « but » ou un « however » entre les "
        "deux l'arrête.",
    ),
    "pseudo en": (
        "What only looks like a negation, in English. « Not only chills »: they are there, and more. « Not » alone denies: do you tell the two "
        "apart? And someone who has not improved still has it.",
        "Ce qui n'a que l'air d'une négation, en anglais. « Not only chills » (pas seulement des frissons) : ils sont là, et autre chose. « Not » "
        "seul nie : distinguez-vous les deux ? Et un patient dont l'état ne s'améliore pas a toujours son signe.",
    ),
    "uncertainty en": (
        "Doubt, in English. « Cannot exclude » excludes nothing, « cannot be excluded » looks back, « equivocal » and « possible » look "
        "forward. A longer phrase must come out with its own label.",
        "Le doute, en anglais. « Cannot exclude » (on ne peut exclure) n'exclut rien, « cannot be excluded » regarde en arrière, « equivocal » "
        "(douteux) et « possible », en avant. L'expression longue doit ressortir avec sa propre étiquette.",
    ),
    "resolution en": (
        "What has gone, in English: « no longer », « no further », and a word after the finding (« the pain has … »). « More pain than "
        "yesterday » has not gone.",
        "Ce qui est parti, en anglais : « no longer », « no further » (ne … plus), et un mot après le signe (« the pain has … »). *More pain than "
        "yesterday* (plus de douleur qu'hier) n'est pas parti.",
    ),
}
NAMES = {
    f"{name} {language}": (f"{in_english} ({english})", f"{in_french} ({french})")
    for name, in_english, in_french in (
        ("negation", "negation, cue before", "négation, déclencheur avant"),
        ("negation_after", "negation, cue after", "négation, déclencheur après"),
        ("pseudo", "pseudo-negation", "pseudo-négation"),
        ("uncertainty", "uncertainty", "incertitude"),
        ("resolution", "resolution", "résolution"),
    )
    for language, english, french in (("fr", "French", "français"), ("en", "English", "anglais"))
}


def has_plus(before):
    return "plus" in words_of(before)


def by_regular_expressions(before, after, truth=None):
    """The clause around the finding, then the first pattern that holds: no table, nothing of the other tasks."""
    from labkit.text import fold

    clause = re.split(r"\b(?:mais|cependant|revanche|but|however)\b", fold(before))[-1]
    rest = re.split(r"\b(?:mais|cependant|revanche|but|however)\b", fold(after))[0]
    if re.search(r"non exclu|not excluded|be excluded|probable|a eliminer|possible", rest):
        return "uncertain"
    if re.search(r"equivocal|suspicion|pas d'exclure|cannot exclude|possible", clause):
        return "uncertain"
    if re.search(r"non retrouve|absent|: non|ruled out|not seen|resolved", rest):
        return "absent"
    if re.search(r"\bqu(e\b|')", rest) or re.search(r"plus en plus|pas (que|seul|d'amel)", clause):
        return "present"
    if re.search(r"not only|no improvement", clause):
        return "present"
    denied = re.search(r"\b(pas|sans|aucune?|ni|absence|jamais|plus|no|not|denies|without)\b", clause)
    return "absent" if denied else "present"
