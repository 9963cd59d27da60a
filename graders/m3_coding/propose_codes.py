"""Builder's task 1: a program that codes, and has met nobody on whom it is judged."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=2,
    why=Text(
        "Right: whoever is judged taught nothing, neither codes nor words, and one model proposes all codes at once. This is Codix, without its letterhead yet.",
        "Juste : qui sert à juger n'a rien enseigné, ni codes ni mots, et un seul modèle propose tous les codes à la fois. C'est Codix, il ne lui manque que l'en-tête.",
    ),
    hints=[
        Text(
            "Who is judged: patient[in_test]. Who teaches: ~np.isin(patient, patient[in_test]), True for each stay of a patient who is never in the test.",
            "Qui sert à juger : patient[in_test]. Qui enseigne : ~np.isin(patient, patient[in_test]), True pour chaque séjour d'une personne jamais dans le test.",
        ),
        Text(
            "sheet = MultiLabelBinarizer(); sheet.fit_transform(lists of codes) makes the table of 0 and 1, one column a code; sheet.classes_ names the columns. Give it the lists of the stays that teach, and no others.",
            "sheet = MultiLabelBinarizer() ; sheet.fit_transform(listes de codes) fait le tableau de 0 et de 1, une colonne par code ; sheet.classes_ nomme les colonnes. Donnez-lui les listes des séjours qui enseignent, et elles seules.",
        ),
        Text(
            "model = make_pipeline(TfidfVectorizer(), RidgeClassifier()).fit(texts[...], table). Then np.argsort(-model.decision_function(texts[in_test]), axis=1)[:, :k] gives the columns.",
            "model = make_pipeline(TfidfVectorizer(), RidgeClassifier()).fit(texts[...], tableau). Puis np.argsort(-model.decision_function(texts[in_test]), axis=1)[:, :k] donne les colonnes.",
        ),
    ],
    laws=[
        laws.known(
            {
                "texts": np.array(
                    ["cough fever", "cough chills", "leg swollen", "leg heavy", "cough", "cough"]
                ),
                "codes": [["J18.9"], ["J18.9"], ["I50.9"], ["I50.9"], ["S72.0"], ["J18.9"]],
                "patient": np.array(["A", "C", "D", "E", "B", "B"]),
                "in_test": np.array([False, False, False, False, False, True]),
                "k": 2,
            },
            [["J18.9", "I50.9"]],
            Text(
                "B has a stay in the test, so B's other stay, coded S72.0, teaches nothing: nobody taught S72.0, and it is not proposed. Those who cough and teach have J18.9, which comes first.",
                "B a un séjour dans le test : son autre séjour, codé S72.0, n'enseigne rien. Personne n'a enseigné S72.0, qui n'est pas proposé. Parmi celles et ceux qui enseignent, la toux va avec J18.9, qui vient en premier.",
            ),
        ),
    ],
)


@task.reference
def with_a_pipeline(texts, codes, patient, in_test, k):
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import RidgeClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import MultiLabelBinarizer

    learns = ~np.isin(patient, patient[in_test])
    sheet = MultiLabelBinarizer()
    gold = sheet.fit_transform([row for row, one in zip(codes, learns, strict=True) if one])
    model = make_pipeline(TfidfVectorizer(), RidgeClassifier()).fit(texts[learns], gold)
    best = np.argsort(-model.decision_function(texts[in_test]))[:, :k]
    return sheet.classes_[best].tolist()


@task.alternative
def one_model_a_code(texts, codes, patient, in_test, k):
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import RidgeClassifier

    judged = {who for who, test in zip(patient, in_test, strict=True) if test}
    learns = [place for place, who in enumerate(patient) if who not in judged]
    words = TfidfVectorizer()
    table = words.fit_transform([texts[place] for place in learns])
    new = words.transform([text for text, test in zip(texts, in_test, strict=True) if test])
    scores = {}
    for code in {code for place in learns for code in codes[place]}:
        has = [code in codes[place] for place in learns]
        scores[code] = RidgeClassifier().fit(table, has).decision_function(new)
    return [
        sorted(scores, key=lambda code: scores[code][row], reverse=True)[:k] for row in range(new.shape[0])
    ]


@task.alternative
def with_pandas(texts, codes, patient, in_test, k):
    import pandas as pd
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import RidgeClassifier
    from sklearn.multiclass import OneVsRestClassifier

    stays = pd.DataFrame({"text": texts, "who": patient, "test": in_test, "codes": codes})
    teach = stays[~stays.groupby("who").test.transform("any")]
    table = pd.get_dummies(teach.codes.explode()).groupby(level=0).any()
    words = TfidfVectorizer().fit(teach.text)
    model = OneVsRestClassifier(RidgeClassifier()).fit(words.transform(teach.text), table.to_numpy(int))
    scores = model.decision_function(words.transform(stays.text[stays.test]))
    return [pd.Series(row, table.columns).nlargest(k).index.tolist() for row in scores]


task.equivalent("*:ties:*", "no two scores of a stay are equal")
task.equivalent("with_pandas:number:0 -> -1*", "the index has one level: the first is the last")


def _exactly(texts, codes, patient, in_test, k):
    """The same by the closed formula of ridge regression: scikit-learn's solver stops a little before it."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    learns = np.flatnonzero(~np.isin(patient, patient[in_test]))
    words = TfidfVectorizer().fit(texts[learns])
    x = words.transform(texts[learns]).toarray()
    names = sorted({code for place in learns for code in codes[place]})
    y = np.array([[2.0 * (code in codes[place]) - 1 for code in names] for place in learns])
    middle = x.mean(axis=0)
    dual = np.linalg.solve((x - middle) @ (x - middle).T + np.eye(len(x)), y - y.mean(axis=0))
    scores = (words.transform(texts[in_test]).toarray() - middle) @ (x - middle).T @ dual + y.mean(axis=0)
    return [[names[place] for place in np.argsort(-row)[:k]] for row in scores]


def _proposed(texts, codes, learns, words_of, tested, k):
    """The reference, with other stays to learn codes from (`learns`) and to learn words from (`words_of`)."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import RidgeClassifier
    from sklearn.preprocessing import MultiLabelBinarizer

    words, sheet = TfidfVectorizer().fit(texts[words_of]), MultiLabelBinarizer()
    gold = sheet.fit_transform([row for row, one in zip(codes, learns, strict=True) if one])
    model = RidgeClassifier().fit(words.transform(texts[learns]), gold)
    best = np.argsort(-model.decision_function(words.transform(texts[tested])), axis=1)[:, :k]
    return sheet.classes_[best].tolist()


@task.mutant(
    Text(
        "A patient with one stay on each side still teaches. The program recognises her way of being ill, and her writer's way of writing, and looks better than it will be with strangers.",
        "Une personne qui a un séjour de chaque côté enseigne encore. Le programme reconnaît sa façon d'être malade, et celle d'écrire de qui la soigne : il paraît meilleur qu'il ne sera avec des inconnus.",
    ),
)
def on_both_sides(texts, codes, patient, in_test, k):
    return _proposed(texts, codes, ~in_test, ~in_test, in_test, k)


@task.mutant(
    Text(
        "The stays of the test teach as well. It is the exam with its answers: the score would say what the program knows by heart.",
        "Les séjours du test enseignent aussi. C'est l'examen avec le corrigé : le score dirait ce que le programme sait par cœur.",
    ),
)
def test_teaches(texts, codes, patient, in_test, k):
    everybody = np.ones(len(texts), dtype=bool)
    return _proposed(texts, codes, everybody, everybody, in_test, k)


@task.mutant(
    Text(
        "The words are counted in all the notes, those of the test included. A small leak: the weights of the words already know the exam. Fit everything on the stays that teach, in one pipeline.",
        "Les mots sont comptés dans toutes les notes, celles du test comprises. Petite fuite : le poids des mots connaît déjà l'examen. Ajustez tout sur les séjours qui enseignent, dans un seul enchaînement.",
    ),
)
def words_of_all(texts, codes, patient, in_test, k):
    learns = ~np.isin(patient, patient[in_test])
    return _proposed(texts, codes, learns, np.ones(len(texts), dtype=bool), in_test, k)


@task.mutant(
    Text(
        "Only the first code of each stay is learned. That is one label a stay; a stay has several, and the associated ones are never proposed.",
        "Seul le premier code de chaque séjour est appris. C'est une étiquette par séjour ; un séjour en a plusieurs, et les associés ne sont jamais proposés.",
    ),
)
def first_code_only(texts, codes, patient, in_test, k):
    return with_a_pipeline(texts, [row[:1] for row in codes], patient, in_test, k)


@task.mutant(
    Text(
        "The least likely codes come first: argsort goes upwards. Put a minus before the scores.",
        "Les codes les moins probables viennent en premier : argsort va en montant. Mettez un moins devant les scores.",
    ),
)
def least_likely_first(texts, codes, patient, in_test, k):
    learns = ~np.isin(patient, patient[in_test])
    many = len({code for row, one in zip(codes, learns, strict=True) if one for code in row})
    return [row[::-1][:k] for row in with_a_pipeline(texts, codes, patient, in_test, many)]


@task.mutant(
    Text(
        "These are the frequent codes, the same for everybody. A list that does not read the note is right often, and useless to the next patient.",
        "Ce sont les codes fréquents, les mêmes pour tous. Une liste qui ne lit pas la note a souvent raison, et ne sert pas à la personne suivante.",
    ),
)
def most_frequent(texts, codes, patient, in_test, k):
    from collections import Counter

    learns = ~np.isin(patient, patient[in_test])
    seen = Counter(code for row, one in zip(codes, learns, strict=True) if one for code in row)
    first = [code for code, _ in seen.most_common(k)]
    return [first for _ in range(int(in_test.sum()))]


@task.mutant(
    Text(
        "The codes of each list are right and stand in alphabetical order. The order is the point: the coder reads the first.",
        "Les codes de chaque liste sont justes, mais par ordre alphabétique. L'ordre est l'essentiel : on lit le premier.",
    ),
)
def in_alphabetical_order(texts, codes, patient, in_test, k):
    return [sorted(row) for row in with_a_pipeline(texts, codes, patient, in_test, k)]


_WORDS = {
    "I50.9": "dyspnea edema crackles orthopnea",
    "J18.9": "cough fever crackles sputum",
    "S72.0": "fall hip pain shortening",
    "N39.0": "fever dysuria confusion urine",
    "I10": "hypertension headache treated",
    "E11.9": "diabetes metformin thirst treated",
    # The category alone, as it is coded now and then: part of another code's name, and not that code.
    "E11": "insulin foot ulcer thirst",
}


def _note(rng, codes):
    said = [word for code in codes for word in _WORDS[code].split()]
    kept = [said[place] for place in rng.permutation(len(said))[: int(rng.integers(3, 6))]]
    return " ".join([*kept, *rng.choice(["yesterday", "alone", "home", "night", "daughter"], 2)])


def _drawn(rng, n, begins_with_the_test):
    names = list(_WORDS)
    codes = [
        [names[place] for place in rng.permutation(len(names))[: int(rng.integers(1, 4))]] for _ in range(n)
    ]
    # Names that begin like another's: P7 may be judged where P71 teaches.
    patient = np.array([f"P{number}" for number in rng.integers(1, n // 2, n)])
    in_test = np.isin(np.arange(n), 1 + rng.permutation(n - 2)[: n // 5])
    in_test[0] = in_test[-1] = begins_with_the_test
    texts = [_note(rng, row) for row in codes]
    if begins_with_the_test:
        # Whoever stands first, or last, in the test has another stay, written in the same words.
        for place, (end, who) in enumerate([(0, "P90"), (-1, "P91")]):
            other = np.flatnonzero(~in_test)[2 + place]
            patient[end] = patient[other] = who
            texts[end], texts[other] = (
                texts[end] + " granddaughter upstairs",
                texts[other] + " granddaughter upstairs",
            )
    else:
        # The first and the last stay alone teach a code, in words that a stay of the test has too.
        for end, who, code, word in [(0, "P92", "G45.9", "speechless"), (-1, "P93", "M31.6", "temples")]:
            patient[end], codes[end], texts[end] = who, [code], f"{word} {'alone' if end else 'night'}"
            texts[np.flatnonzero(in_test)[end]] += f" {word}"
    # A stay without a code, and a code that only the test has.
    codes[np.flatnonzero(~in_test)[1]] = []
    one = np.flatnonzero(in_test)[1]
    codes[one] = [*codes[one], "Z59.0"]
    return {"texts": np.array(texts), "codes": codes, "patient": patient, "in_test": in_test}


def _far_enough(stays, k):
    """Are the lists the same for whoever rounds differently, and does each leak, and each stay at an end, show in them?"""
    right = with_a_pipeline(**stays, k=k)
    ends = (slice(1, None), slice(None, -1)) if not stays["in_test"][0] else ()
    shorter = [{name: values[end] for name, values in stays.items()} for end in ends]
    return (
        right == _exactly(**stays, k=k) == one_model_a_code(**stays, k=k)
        and all(with_a_pipeline(**fewer, k=k) != right for fewer in shorter)
        and all(wrong(**stays, k=k) != right for wrong in (on_both_sides, test_teaches, words_of_all))
    )


@task.cases
def notes_of_a_week(rng):
    for n, k, begins_with_the_test in ((40, 4, False), (46, 1, True), (52, 5, False), (48, 3, True)):
        stays = _drawn(rng, n, begins_with_the_test)
        while not _far_enough(stays, k):
            stays = _drawn(rng, n, begins_with_the_test)
        yield case(**stays, k=k)
