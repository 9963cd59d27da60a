"""Builder's task 2: everybody together."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=1,
    why=Text(
        "Right. Each group's share counts as many times as it has cases. That is why a model can look fine overall and fail a "
        "small group: it weighs little.",
        "Juste. La part de chaque groupe compte autant de fois qu'il a de cas. Voilà pourquoi un modèle peut paraître bon dans "
        "l'ensemble et manquer un petit groupe : il pèse peu.",
    ),
    hints=[
        Text(
            "Missed share × cases = missed patients. Do it for each group.",
            "Part manquée × cas = patients manqués. Faites-le pour chaque groupe.",
        ),
        Text(
            "Add up the missed patients (np.nansum leaves out the undefined rows). By what do you divide: groups, people, or cases?",
            "Additionnez les patients manqués (np.nansum laisse de côté les lignes indéfinies). Par quoi diviser : groupes, personnes ou cas ?",
        ),
        Text(
            "Only a case can be missed: np.nansum(missed_share * cases) / cases.sum().",
            "Seul un cas peut être manqué : np.nansum(missed_share * cases) / cases.sum().",
        ),
    ],
    laws=[
        laws.bounded(
            0,
            1,
            Text(
                "A share lies between 0 and 1. Is yours a percentage, or did a sum stay undivided?",
                "Une part est entre 0 et 1. La vôtre est-elle un pourcentage, ou une somme est-elle restée sans division ?",
            ),
        ),
        laws.permutation_invariant(["missed_share", "people", "cases"]),
        laws.replication_invariant(["missed_share", "people", "cases"]),
        laws.known(
            {
                "missed_share": np.array([0.5, 0.0, np.nan]),
                "people": np.array([10, 990, 500]),
                "cases": np.array([10, 10, 0]),
            },
            0.25,
            Text(
                "Ten cases with half of them missed, ten with none missed, and a group without cases: five missed of twenty.",
                "Dix cas dont la moitié manqués, dix cas dont aucun manqué, et un groupe sans cas : cinq manqués sur vingt.",
            ),
        ),
    ],
)


@task.reference
def weighted_by_cases(missed_share, people, cases):
    return float(np.nansum(np.asarray(missed_share) * np.asarray(cases)) / np.sum(cases))


@task.alternative
def average_where_known(missed_share, people, cases):
    share, cases = np.asarray(missed_share, dtype=float), np.asarray(cases)
    return np.average(share[cases > 0], weights=cases[cases > 0])


@task.alternative
def counted_one_by_one(missed_share, people, cases):
    missed = sum(share * n for share, n in zip(missed_share, cases, strict=True) if n)
    return missed / sum(cases)


@task.mutant(
    Text(
        "You weigh each group by its people. A ward of a thousand with two cases then speaks louder than one with two hundred "
        "cases. Weigh by cases: they are who can be missed.",
        "Vous donnez à chaque groupe le poids de son effectif. Un service de mille personnes avec deux cas parle alors plus fort qu'un "
        "autre avec deux cents cas. Pondérez par les cas : ce sont eux que l'on peut manquer.",
    ),
)
def averages_by_people(missed_share, people, cases):
    known = np.asarray(cases) > 0
    return float(np.average(np.asarray(missed_share)[known], weights=np.asarray(people)[known]))


@task.mutant(
    Text(
        "You average the groups as if each were one patient. A group of three cases would count as much as one of three hundred.",
        "Vous faites la moyenne des groupes comme si chacun était un patient. Un groupe de trois cas compterait autant qu'un "
        "groupe de trois cents.",
    ),
)
def plain_average(missed_share, people, cases):
    return float(np.nanmean(missed_share))


@task.mutant(
    Text(
        "One group without cases makes your whole answer undefined. It has no case: it adds 0 to both sums. Leave its row out of "
        "the sum (np.nansum), not out of the table.",
        "Un groupe sans cas rend toute votre réponse indéfinie. Il n'a aucun cas : il ajoute 0 aux deux sommes. Laissez sa ligne "
        "hors de la somme (np.nansum), pas hors du tableau.",
    ),
)
def undefined_spoils_all(missed_share, people, cases):
    return float((np.asarray(missed_share) * np.asarray(cases)).sum() / np.sum(cases))


@task.mutant(
    Text(
        "You weigh each group by its people, so the group without cases counts as 0 % missed: it makes the whole look better, and "
        "nobody was there to be found. Weigh by cases: such a group then weighs nothing.",
        "Vous donnez à chaque groupe le poids de son effectif ; le groupe sans cas compte alors comme 0 % de manqués et embellit l'ensemble, alors "
        "que personne n'y était à trouver. Pondérez par les cas : un tel groupe ne pèse alors rien.",
    ),
)
def undefined_as_perfect(missed_share, people, cases):
    return float(np.average(np.nan_to_num(missed_share), weights=people))


@task.mutant(
    Text(
        "The patients missed are right, but you divide them by everybody. People who do not have the disease cannot be missed: divide by "
        "all the cases.",
        "Les patients manqués sont justes, mais vous les divisez par tout le monde. Qui n'a pas la maladie ne peut pas être manqué : "
        "divisez par tous les cas.",
    ),
)
def divided_by_people(missed_share, people, cases):
    return float(np.nansum(np.asarray(missed_share) * np.asarray(cases)) / np.sum(people))


@task.cases
def tables_by_group(rng):
    for groups in (3, 4, 6):
        people = rng.integers(60, 2000, groups)
        cases = np.maximum((people * rng.uniform(0.01, 0.4, groups)).astype(int), 2)
        share = np.round(rng.uniform(0.05, 0.7, groups) * cases) / cases
        cases[-1], share[-1] = 0, np.nan
        yield case(missed_share=share, people=people, cases=cases)
    people, cases = rng.integers(60, 2000, 4), rng.integers(5, 60, 4)
    share = np.round(rng.uniform(0.05, 0.7, 4) * cases) / cases
    cases[1], share[1] = 1, 1.0  # one case, and it was missed
    yield case(missed_share=share, people=people, cases=cases)
