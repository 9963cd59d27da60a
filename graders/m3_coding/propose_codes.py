"""Builder's task 1: a program that codes, and has met nobody on whom it is judged."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

from .stays_of_a_week import drawn, exactly, proposed

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
                "Six stays. Two with a cough are coded J18.9, two with bad legs I50.9, each of another patient. B has the last two, both with a cough: one coded S72.0, the other in the test. One list is right, for that one stay; with k = 2 it is J18.9, then I50.9. S72.0 is not in it: B taught nothing.",
                "Six séjours. Deux avec toux, codés J18.9, deux avec les jambes malades, codés I50.9, chacun d'une autre personne. B a les deux derniers, avec toux : l'un codé S72.0, l'autre dans le test. Il faut une seule liste, pour ce séjour-là ; avec k = 2, J18.9 puis I50.9. S72.0 n'y est pas : B n'a rien enseigné.",
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


@task.mutant(
    Text(
        "A patient with one stay on each side still teaches. The program recognises her way of being ill, and her writer's way of writing, and looks better than it will be with strangers.",
        "Une personne qui a un séjour de chaque côté enseigne encore. Le programme reconnaît sa façon d'être malade, et celle d'écrire de qui la soigne : il paraît meilleur qu'il ne sera avec des inconnus.",
    ),
)
def on_both_sides(texts, codes, patient, in_test, k):
    return proposed(texts, codes, ~in_test, ~in_test, in_test, k)


@task.mutant(
    Text(
        "The stays of the test teach as well. It is the exam with its answers: the score would say what the program knows by heart.",
        "Les séjours du test enseignent aussi. C'est l'examen avec le corrigé : le score dirait ce que le programme sait par cœur.",
    ),
)
def test_teaches(texts, codes, patient, in_test, k):
    everybody = np.ones(len(texts), dtype=bool)
    return proposed(texts, codes, everybody, everybody, in_test, k)


@task.mutant(
    Text(
        "The words are counted in all the notes, those of the test included. A small leak: the weights of the words already know the exam. Fit everything on the stays that teach, in one pipeline.",
        "Les mots sont comptés dans toutes les notes, celles du test comprises. Petite fuite : le poids des mots connaît déjà l'examen. Ajustez tout sur les séjours qui enseignent, dans un seul enchaînement.",
    ),
)
def words_of_all(texts, codes, patient, in_test, k):
    learns = ~np.isin(patient, patient[in_test])
    return proposed(texts, codes, learns, np.ones(len(texts), dtype=bool), in_test, k)


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


@task.mutant(
    Text(
        "The k codes are right, and the best comes last: argsort goes upwards, and its end is still in that order. The coder who reads the first gets the least likely of the k. Put a minus before the scores and take [:, :k].",
        "Les k codes sont les bons, le meilleur en dernier : argsort va en montant, et sa fin aussi. Qui lit le premier lit le moins probable des k. Mettez un moins devant les scores et prenez [:, :k].",
    ),
)
def best_comes_last(texts, codes, patient, in_test, k):
    return [row[::-1] for row in with_a_pipeline(texts, codes, patient, in_test, k)]


@task.mutant(
    Text(
        "You return a list for every stay. Only the stays of the test are judged: the others taught, and their codes are known.",
        "Vous renvoyez une liste pour chaque séjour. Seuls ceux du test sont jugés : les autres ont enseigné, et leurs codes sont connus.",
    ),
)
def a_list_for_every_stay(texts, codes, patient, in_test, k):
    learns = ~np.isin(patient, patient[in_test])
    return proposed(texts, codes, learns, learns, np.ones(len(texts), dtype=bool), k)


@task.mutant(
    Text(
        "You learn from whoever has a stay outside the test. That lets in those who have one on each side, and with it their stays of the test: ask who has *none* in the test.",
        "Vous apprenez de qui a un séjour hors du test. Ceux qui en ont un de chaque côté entrent donc, et leurs séjours du test avec eux : demandez qui n'en a *aucun* dans le test.",
    ),
)
def anybody_with_a_stay_outside(texts, codes, patient, in_test, k):
    learns = np.isin(patient, patient[~in_test])
    return proposed(texts, codes, learns, learns, in_test, k)


@task.mutant(
    Text(
        "You keep the codes that `predict` says yes to: none for one note, six for the next. A list of proposals has k places whatever the model is sure of: take the k highest scores of decision_function.",
        "Vous gardez les codes auxquels `predict` dit oui : aucun pour une note, six pour une autre. Une liste de propositions a k places, quelle que soit la certitude : prenez les k scores les plus hauts de decision_function.",
    ),
)
def what_predict_says(texts, codes, patient, in_test, k):
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import RidgeClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import MultiLabelBinarizer

    learns, sheet = ~np.isin(patient, patient[in_test]), MultiLabelBinarizer()
    gold = sheet.fit_transform([row for row, one in zip(codes, learns, strict=True) if one])
    model = make_pipeline(TfidfVectorizer(), RidgeClassifier()).fit(texts[learns], gold)
    return [list(row)[:k] for row in sheet.inverse_transform(model.predict(texts[in_test]))]


@task.mutant(
    Text(
        "These are the settings of the lab's own Codix (sublinear_tf, min_df, alpha). The split may well be right; this task asks for TfidfVectorizer() and RidgeClassifier() as they come, with nothing between the brackets.",
        "Ce sont les réglages du Codix du TP (sublinear_tf, min_df, alpha). Le partage est peut-être juste ; cette tâche demande TfidfVectorizer() et RidgeClassifier() tels quels, sans rien entre les parenthèses.",
    ),
)
def settings_of_the_lab(texts, codes, patient, in_test, k):
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import RidgeClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import MultiLabelBinarizer

    learns, sheet = ~np.isin(patient, patient[in_test]), MultiLabelBinarizer()
    gold = sheet.fit_transform([row for row, one in zip(codes, learns, strict=True) if one])
    words = TfidfVectorizer(sublinear_tf=True, min_df=2, strip_accents="unicode")
    model = make_pipeline(words, RidgeClassifier(alpha=0.3)).fit(texts[learns], gold)
    best = np.argsort(-model.decision_function(texts[in_test]), axis=1)[:, :k]
    return sheet.classes_[best].tolist()


@task.mutant(
    Text(
        "Every list has five codes. The notebook asks for five; other callers ask for one, or three: use the argument k.",
        "Chaque liste a cinq codes. Le notebook en demande cinq ; d'autres en demanderont un, ou trois : servez-vous de l'argument k.",
    ),
)
def always_five(texts, codes, patient, in_test, k):
    return with_a_pipeline(texts, codes, patient, in_test, 5)


@task.mutant(
    Text(
        "You return the numbers of the columns. Nobody can write a column on a bill: sheet.classes_ gives the codes that stand there.",
        "Vous renvoyez les numéros des colonnes. Personne ne facture une colonne : sheet.classes_ donne les codes qui s'y trouvent.",
    ),
)
def columns_for_codes(texts, codes, patient, in_test, k):
    learns = ~np.isin(patient, patient[in_test])
    names = sorted({code for row, one in zip(codes, learns, strict=True) if one for code in row})
    return [[names.index(code) for code in row] for row in with_a_pipeline(texts, codes, patient, in_test, k)]


@task.mutant(
    Text(
        "The sides are exchanged: you learn from the patients of the test. Put ~ before np.isin: those teach who have no stay there.",
        "Les deux côtés sont échangés : vous apprenez des personnes du test. Mettez ~ devant np.isin : enseignent celles qui n'y ont aucun séjour.",
    ),
)
def sides_exchanged(texts, codes, patient, in_test, k):
    learns = np.isin(patient, patient[in_test])
    return proposed(texts, codes, learns, learns, in_test, k)


@task.mutant(
    Text(
        "You return a list for every stay of the patients who are in the test. Their other stays neither teach nor are judged: True in in_test marks the stays that need a list.",
        "Vous renvoyez une liste pour chaque séjour des personnes du test. Leurs autres séjours n'enseignent rien et ne sont pas jugés : c'est True, dans in_test, qui marque les séjours à qui il faut une liste.",
    ),
)
def all_stays_of_the_tested(texts, codes, patient, in_test, k):
    judged = np.isin(patient, patient[in_test])
    return proposed(texts, codes, ~judged, ~judged, judged, k)


def _far_enough(stays, k):
    """Are the lists the same for whoever rounds differently, and does each leak, and each stay at an end, show in them?"""
    right = with_a_pipeline(**stays, k=k)
    ends = (slice(1, None), slice(None, -1)) if not stays["in_test"][0] else ()
    shorter = [{name: values[end] for name, values in stays.items()} for end in ends]
    return (
        right == exactly(**stays, k=k) == one_model_a_code(**stays, k=k)
        and all(with_a_pipeline(**fewer, k=k) != right for fewer in shorter)
        and all(wrong(**stays, k=k) != right for wrong in (on_both_sides, test_teaches, words_of_all))
    )


@task.cases
def notes_of_a_week(rng):
    for n, k, begins_with_the_test in ((40, 4, False), (46, 1, True), (52, 5, False), (48, 3, True)):
        stays = drawn(rng, n, begins_with_the_test)
        while not _far_enough(stays, k):
            stays = drawn(rng, n, begins_with_the_test)
        yield case(**stays, k=k)
