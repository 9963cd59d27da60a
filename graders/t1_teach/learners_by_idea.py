"""Builder's task 1: how many learners show each idea, from the errors that a report names."""

from labkit.data import generate_class
from labkit.data.classes import IDEAS
from labkit.tasks import Text, case, function_task, laws

IDEA_OF = {(task, error): idea for idea, errors in IDEAS.items() for task, error in errors.items()}


def _errors(rows):
    import pandas as pd

    return pd.DataFrame(rows, columns=["learner", "task", "error"])


task = function_task(
    points=2,
    laws=lambda: [
        laws.known(
            {
                "errors": _errors([("Ada", "one", "e"), ("Ada", "two", "f"), ("Ben", "two", "f")]),
                "idea_of": {("one", "e"): "same", ("two", "f"): "same", ("two", "g"): "other"},
            },
            {"same": 2, "other": 0},
            Text(
                "Ada shows an idea in two tasks, Ben in one; another idea is shown by nobody. That makes two people for the first idea, and 0 for the second.",
                "Ada montre une idée dans deux tâches, Ben dans une ; personne ne montre l'autre idée. Cela fait deux personnes pour la première, et 0 pour la seconde.",
            ),
        ),
        laws.permutation_invariant(
            ["errors"],
            Text(
                "The order of the rows must not change the result.",
                "L'ordre des lignes ne doit pas changer le résultat.",
            ),
        ),
    ],
    why=Text(
        "Right: people, not lines. Whoever shows an idea three times is one person to talk to, and an idea that stands under three names is one idea.",
        "Juste : des personnes, non des lignes. Qui montre trois fois une idée est une seule personne à qui parler, et une idée qui porte trois noms est une seule idée.",
    ),
    hints=[
        Text(
            "Begin with an empty set for each idea: `{idea: set() for idea in idea_of.values()}`. A set keeps each learner once.",
            "Commencez par un ensemble vide pour chaque idée : `{idea: set() for idea in idea_of.values()}`. Un ensemble garde chaque personne une seule fois.",
        ),
        Text(
            "Go through the rows: `for learner, task, error in zip(errors.learner, errors.task, errors.error)`. Is `(task, error)` among the keys of `idea_of`? Then add the learner to that idea's set.",
            "Parcourez les lignes : `for learner, task, error in zip(errors.learner, errors.task, errors.error)`. `(task, error)` est-il une clé de `idea_of` ? Alors ajoutez la personne à l'ensemble de cette idée.",
        ),
        Text("At the end, the length of each set.", "À la fin, la longueur de chaque ensemble."),
    ],
)


@task.reference
def a_set_for_each_idea(errors, idea_of):
    found = {idea: set() for idea in idea_of.values()}
    for learner, where, error in zip(errors.learner, errors.task, errors.error):  # noqa: B905
        if (where, error) in idea_of:
            found[idea_of[where, error]].add(learner)
    return {idea: len(who) for idea, who in found.items()}


@task.alternative
def one_table(errors, idea_of):
    idea = [idea_of.get(pair) for pair in zip(errors.task, errors.error, strict=True)]
    people = errors.assign(idea=idea).groupby("idea").learner.nunique()
    return {name: int(people.get(name, 0)) for name in idea_of.values()}


@task.alternative
def idea_after_idea(errors, idea_of):
    counts = {}
    for idea in set(idea_of.values()):
        pairs = [pair for pair, held in idea_of.items() if held == idea]
        mine = errors[[pair in pairs for pair in zip(errors.task, errors.error, strict=True)]]
        counts[idea] = len(mine.learner.unique())
    return counts


def _with_ideas(errors, idea_of):
    idea = [idea_of.get(pair) for pair in zip(errors.task, errors.error, strict=True)]
    return errors.assign(idea=idea)


def _every(idea_of, counts):
    return {idea: int(counts.get(idea, 0)) for idea in idea_of.values()}


@task.mutant(
    Text(
        "You count errors. Somebody who shows the same idea in three tasks stands three times in your number, and is one person: count each learner once for an idea.",
        "Vous comptez des erreurs. Qui montre la même idée dans trois tâches est compté trois fois, et n'est qu'une personne : comptez chaque apprenant une fois par idée.",
    ),
)
def errors_counted(errors, idea_of):
    return _every(idea_of, _with_ideas(errors, idea_of).groupby("idea").size())


@task.mutant(
    Text(
        "You keep the longest line of each idea. Others show the same idea in another task, under another name: they are missing. Gather the learners of all its lines.",
        "Vous gardez la ligne la plus longue de chaque idée. D'autres montrent la même idée dans une autre tâche, sous un autre nom : ils manquent. Réunissez les apprenants de toutes ses lignes.",
    ),
)
def longest_line(errors, idea_of):
    lines = _with_ideas(errors, idea_of).groupby(["idea", "task", "error"]).learner.nunique()
    return _every(idea_of, lines.groupby("idea").max())


@task.mutant(
    Text(
        "You look for the error's name alone. The same name may stand for another idea in another task: the key is the pair (task, error).",
        "Vous cherchez l'erreur par son seul nom. Dans une autre tâche, le même nom peut désigner une autre idée : la clé est le couple (tâche, erreur).",
    ),
)
def task_forgotten(errors, idea_of):
    by_name = {error: idea for (_task, error), idea in idea_of.items()}
    return _every(idea_of, errors.assign(idea=errors.error.map(by_name)).groupby("idea").learner.nunique())


@task.mutant(
    Text(
        "Ideas that nobody shows are missing from your answer. Give them 0: that a class does not show an idea is worth knowing.",
        "Les idées que personne ne montre manquent dans votre réponse. Donnez-leur 0 : qu'une classe ne montre pas une idée mérite d'être su.",
    ),
)
def nobody_left_out(errors, idea_of):
    people = _with_ideas(errors, idea_of).groupby("idea").learner.nunique()
    return {idea: int(n) for idea, n in people.items()}


@task.mutant(
    Text(
        "You give each learner one idea only, the first they show. Somebody may hold two, and needs both taken up.",
        "Vous ne donnez à chaque apprenant qu'une idée, la première qu'il montre. On peut en avoir deux, et il faut alors reprendre les deux.",
    ),
)
def first_idea_only(errors, idea_of):
    named = _with_ideas(errors, idea_of).dropna(subset="idea").drop_duplicates("learner")
    return _every(idea_of, named.groupby("idea").size())


@task.mutant(
    Text(
        "You count in how many lines of the report an idea stands, not how many people show it.",
        "Vous comptez dans combien de lignes du rapport se trouve une idée, non combien de personnes la montrent.",
    ),
)
def lines_counted(errors, idea_of):
    lines = _with_ideas(errors, idea_of).dropna(subset="idea").drop_duplicates(["idea", "task", "error"])
    return _every(idea_of, lines.groupby("idea").size())


@task.mutant(
    Text(
        "That is a share of those who made an error. Give the number of learners.",
        "C'est une part de ceux qui ont fait une erreur. Donnez le nombre d'apprenants.",
    ),
)
def a_share(errors, idea_of):
    people = _with_ideas(errors, idea_of).groupby("idea").learner.nunique()
    everybody = max(errors.learner.nunique(), 1)
    return {idea: people.get(idea, 0) / everybody for idea in idea_of.values()}


@task.mutant(
    Text(
        "Your answer has a line for errors without an idea. They are slips: nobody is to be talked to about them.",
        "Votre réponse a une ligne pour les erreurs sans idée. Ce sont des étourderies : il n'y a là rien à reprendre avec personne.",
    ),
)
def errors_without_an_idea(errors, idea_of):
    without = [pair not in idea_of for pair in zip(errors.task, errors.error, strict=True)]
    return {**a_set_for_each_idea(errors, idea_of), "": int(errors.learner[without].nunique())}


@task.mutant(
    Text(
        "You have a number for each line of the report, pair by pair. An idea stands in several lines: gather them, and count each person once.",
        "Vous avez un nombre par ligne du rapport, couple par couple. Une idée se trouve dans plusieurs lignes : réunissez-les, et comptez chaque personne une fois.",
    ),
)
def line_by_line(errors, idea_of):
    return {
        f"{where} {error}": int(errors.learner[(errors.task == where) & (errors.error == error)].nunique())
        for where, error in idea_of
    }


@task.mutant(
    Text(
        "You keep only those who show an idea twice or more. Once is enough: each holder shows it in some of the tasks.",
        "Vous ne gardez que ceux qui montrent une idée deux fois ou plus. Une fois suffit : qui a une idée ne la montre que dans certaines tâches.",
    ),
)
def at_least_twice(errors, idea_of):
    shown = _with_ideas(errors, idea_of).groupby(["idea", "learner"]).size()
    return _every(idea_of, (shown > 1).groupby("idea").sum())


@task.mutant(
    Text(
        "You look for the task alone. In one task several ideas can show, each by another error: the key is the pair (task, error).",
        "Vous cherchez par la seule tâche. Plusieurs idées peuvent se montrer dans une tâche, chacune par une autre erreur : la clé est le couple (tâche, erreur).",
    ),
)
def error_forgotten(errors, idea_of):
    by_task = {where: idea for (where, _error), idea in idea_of.items()}
    return _every(idea_of, errors.assign(idea=errors.task.map(by_task)).groupby("idea").learner.nunique())


@task.mutant(
    Text(
        "Each pair of an idea overwrites the one before it, and only the last line is left. Gather the learners of all its lines in one set.",
        "Chaque couple d'une idée écrase le précédent, et il ne reste que la dernière ligne. Réunissez les apprenants de toutes ses lignes dans un seul ensemble.",
    ),
)
def last_line_alone(errors, idea_of):
    return {
        idea: int(errors.learner[(errors.task == where) & (errors.error == error)].nunique())
        for (where, error), idea in idea_of.items()
    }


@task.cases
def classes(rng):
    for n in (24, 12):
        answers = generate_class(n, rng).answers
        errors = answers[answers.error != ""].sample(frac=1, random_state=int(rng.integers(1000)))
        yield case(errors=errors, idea_of=IDEA_OF)
    names, tasks = ["Ada", "Ben", "Chloé", "Dan", "Eva"], ["one", "two", "three"]
    # The same error's name in two tasks, another idea behind each; a learner with two ideas; an error without one.
    idea_of = {
        ("one", "a_share"): "first",
        ("two", "a_share"): "second",
        ("three", "wrong_way"): "first",
        ("one", "wrong_way"): "second",
        ("three", "a_share"): "nobody's",
    }
    for _ in range(4):
        rows = [
            (name, place, str(rng.choice(["a_share", "wrong_way", "two_digits"])))
            for name in names
            for place in tasks
            if rng.random() < 0.8 and name != "Dan"
        ]
        rows = [row for row in rows if row[1:] != ("three", "a_share")]
        rows += [("Dan", "one", "a_share"), ("Dan", "two", "a_share"), ("Dan", "three", "wrong_way")]
        yield case(errors=_errors(rows), idea_of=idea_of)
    # Each idea has one key, the first and the last included.
    yield case(
        errors=_errors([("Ada", "one", "e"), ("Ben", "two", "e"), ("Ada", "two", "e")]),
        idea_of={("one", "e"): "only_first", ("three", "e"): "nobody's", ("two", "e"): "only_last"},
    )
