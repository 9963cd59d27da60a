"""Builder's task 1: from how many people a model can have learned each code."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=2,
    why=Text(
        "Right: a code is as rare as the people behind it. Five notes of one patient are one way of writing, and a patient who is judged teaches nothing.",
        "Juste : un code est aussi rare que les personnes qui l'ont. Cinq notes d'une même personne ne font qu'une façon d'écrire, et une personne qui sert à juger n'enseigne rien.",
    ),
    hints=[
        Text(
            "First the patients with at least one stay in the test: whatever else they have, they are on that side.",
            "D'abord les personnes qui ont au moins un séjour dans le test : quoi qu'elles aient d'autre, elles sont de ce côté.",
        ),
        Text(
            "Begin with an empty set for every code, {code: set() ...}, so that a code of the test alone is there. Then add patients, not stays.",
            "Commencez par un ensemble vide pour chaque code, {code: set() ...} : un code du test seul y figure aussi. Ajoutez ensuite des personnes, non des séjours.",
        ),
        Text(
            "A set keeps each patient once: seen[code].add(who). At the end, {code: len(people) for code, people in seen.items()}.",
            "Un ensemble ne garde chaque personne qu'une fois : seen[code].add(qui). À la fin, {code: len(people) for code, people in seen.items()}.",
        ),
    ],
    laws=[
        laws.known(
            {
                "codes": [["I50.9", "I10"], ["I50.9"], ["I10"], ["S72.0"]],
                "patient": ["A", "A", "B", "B"],
                "in_test": [False, False, False, True],
            },
            {"I50.9": 1, "I10": 1, "S72.0": 0},
            Text(
                "A has two stays to learn from; B has one, and one in the test. B is judged, so B teaches nothing: I50.9 and I10 have one patient each, A. S72.0 has none, and is in the answer all the same.",
                "A a deux séjours à apprendre ; B en a un, et un autre dans le test. B sert à juger, donc n'enseigne rien : I50.9 et I10 ont une personne chacun, A. S72.0 n'en a aucune, et figure quand même dans la réponse.",
            ),
        ),
        laws.permutation_invariant(["codes", "patient", "in_test"]),
    ],
)


@task.reference
def with_sets(codes, patient, in_test):
    judged = {who for who, test in zip(patient, in_test, strict=True) if test}
    seen = {code: set() for row in codes for code in row}
    for row, who in zip(codes, patient, strict=True):
        if who not in judged:
            for code in row:
                seen[code].add(who)
    return {code: len(people) for code, people in seen.items()}


@task.alternative
def with_pandas(codes, patient, in_test):
    import pandas as pd

    stays = pd.DataFrame({"code": codes, "who": patient, "test": in_test})
    stays["test"] = stays.groupby("who").test.transform("any")
    rows = stays.explode("code").dropna()
    learned = rows[~rows.test].groupby("code").who.nunique()
    return learned.reindex(rows.code.unique(), fill_value=0)


@task.alternative
def by_pairs(codes, patient, in_test):
    from collections import Counter

    pairs = dict.fromkeys((code, who) for row, who in zip(codes, patient, strict=True) for code in row)
    judged = [who for who, test in zip(patient, in_test, strict=True) if test]
    learned = Counter(code for code, who in pairs if who not in judged)
    return {code: learned[code] for code, _ in pairs}


def _learned(codes, patient, in_test, judged):
    seen = {code: [] for row in codes for code in row}
    for row, who, test in zip(codes, patient, in_test, strict=True):
        if not judged(who, test):
            for code in row:
                seen[code].append(who)
    return seen


def _tested(patient, in_test):
    return {who for who, test in zip(patient, in_test, strict=True) if test}


@task.mutant(
    Text(
        "You count stays. Somebody who comes back five times would make a rare code look common, and the model has met one person.",
        "Vous comptez des séjours. Une personne qui revient cinq fois ferait passer un code rare pour fréquent, alors que le modèle n'a rencontré qu'elle.",
    ),
)
def stays_counted(codes, patient, in_test):
    tested = _tested(patient, in_test)
    return {
        code: len(rows)
        for code, rows in _learned(codes, patient, in_test, lambda who, test: who in tested).items()
    }


@task.mutant(
    Text(
        "A patient with one stay on each side still teaches in your count. The model would recognise her in the test: she belongs to the test with all her stays.",
        "Une personne qui a un séjour de chaque côté enseigne encore dans votre décompte. Le modèle la reconnaîtrait dans le test : elle y est avec tous ses séjours.",
    ),
)
def on_both_sides(codes, patient, in_test):
    return {
        code: len(set(rows))
        for code, rows in _learned(codes, patient, in_test, lambda who, test: test).items()
    }


@task.mutant(
    Text(
        "A code that no training patient has is missing. Nought is the most important number of the table: nobody learned it, and it will never be proposed.",
        "Il manque les codes qu'aucune personne de l'entraînement n'a. Zéro est le nombre le plus important du tableau : personne ne les a appris, ils ne seront jamais proposés.",
    ),
)
def without_the_noughts(codes, patient, in_test):
    return {code: many for code, many in with_sets(codes, patient, in_test).items() if many}


@task.mutant(
    Text(
        "You count everybody, those who judge included. What is asked is from whom the model can have learned.",
        "Vous comptez tout le monde, y compris ceux qui servent à juger. On demande chez qui le modèle a pu apprendre.",
    ),
)
def everybody_counted(codes, patient, in_test):
    return {
        code: len(set(rows))
        for code, rows in _learned(codes, patient, in_test, lambda who, test: False).items()
    }


@task.mutant(
    Text(
        "You count the patients of the test. The others are asked for.",
        "Vous comptez les personnes du test. On demande les autres.",
    ),
)
def those_who_judge(codes, patient, in_test):
    tested = _tested(patient, in_test)
    return {
        code: len(set(rows))
        for code, rows in _learned(codes, patient, in_test, lambda who, test: who not in tested).items()
    }


@task.mutant(
    Text(
        "Only the first code of each stay is counted: the principal diagnosis. Associated diagnoses are codes as well.",
        "Seul le premier code de chaque séjour est compté : le diagnostic principal. Les diagnostics associés sont aussi des codes.",
    ),
)
def first_code_only(codes, patient, in_test):
    answer = with_sets([row[:1] for row in codes], patient, in_test)
    return {code: answer.get(code, 0) for row in codes for code in row}


_CODES = ["I50.9", "I10", "E11.9", "S72.0", "J18.9", "N39.0", "K80.2", "Z86.7", "G45.9"]


@task.cases
def returning_patients(rng):
    for number, n in enumerate((24, 31, 18)):
        names = [f"P{one:02d}" for one in rng.permutation(60)[:11]]
        patient = [names[place] for place in rng.integers(0, len(names), n)]
        codes = [[_CODES[place] for place in rng.permutation(8)[: int(rng.integers(1, 4))]] for _ in range(n)]
        in_test = rng.random(n) < 0.15
        # somebody on both sides, judged on the first stay alone, or on the last; somebody who comes five times
        ends = [("P97", False), ("P71", True)] if number % 2 else [("P71", True), ("P98", False)]
        (patient[0], in_test[0]), (patient[-1], in_test[-1]) = ends
        patient[1], in_test[1] = "P71", False
        patient[2:7], in_test[2:7] = ["P72"] * 5, False
        for place in range(2, 7):
            codes[place] = [*codes[place], "I50.9"] if "I50.9" not in codes[place] else codes[place]
        # names that begin or end as another's: some judged, some not
        patient[9:14], in_test[9:14] = ["P7", "P711", "P724", "P71", "2"], [True, False, True, False, True]
        # a code of the test alone, a stay without a code, a code that is listed twice
        codes[0], codes[-1] = ["H25.9", "I10"], ["I10", "J93.1"]
        codes[9], codes[7], codes[8] = ["G45.9", "I10"], [], ["K80.2", "K80.2"]
        yield case(codes=codes, patient=patient, in_test=np.asarray(in_test))
