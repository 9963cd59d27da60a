"""Builder's task 3: what was known on the day of the cut, and what came after it."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task

from .worlds import NEW_YEAR, draw_stays

task = function_task(
    points=2,
    why=Text(
        "Right: the model learns what could be known on that day, and is judged on people who came afterwards and whom it had not met.",
        "Juste : le modèle apprend ce qu'on pouvait savoir ce jour-là, et on le juge sur des personnes venues ensuite et qu'il n'avait pas rencontrées.",
    ),
    hints=[
        Text(
            "Which outcomes could be known at the cut? train = known_at < cut. A missing time compares as False, which is right here.",
            "Quelles issues pouvait-on connaître au moment de la coupure ? train = known_at < cut. Une heure manquante donne False, ce qui convient ici.",
        ),
        Text(
            "Test: admitted_at >= cut, and the patient is not among patient[train]: ~np.isin(patient, patient[train]).",
            "Test : admitted_at >= cut, et la personne n'est pas parmi patient[train] : ~np.isin(patient, patient[train]).",
        ),
        Text(
            "Return train, test: two arrays of True and False, one value for each stay. Many a stay is in neither.",
            "Renvoyez train, test : deux tableaux de True et False, une valeur par séjour. Bien des séjours ne sont dans aucun des deux.",
        ),
    ],
)


@task.reference
def by_masks(patient, admitted_at, known_at, cut):
    train = known_at < cut
    return train, (admitted_at >= cut) & ~np.isin(patient, patient[train])


@task.alternative
def by_rows(patient, admitted_at, known_at, cut):
    train = [bool(not np.isnat(known) and known < cut) for known in known_at]
    met = {name for name, learned in zip(patient, train, strict=True) if learned}
    test = [bool(came >= cut) and name not in met for name, came in zip(patient, admitted_at, strict=True)]
    return train, test


@task.alternative
def by_frame(patient, admitted_at, known_at, cut):
    stays = pd.DataFrame({"patient": patient, "admitted": admitted_at, "known": known_at})
    stays["train"] = stays.known.notna() & stays.known.lt(cut)
    met = stays.groupby("patient").train.transform("any")
    return stays.train.to_numpy(), (~(stays.admitted < cut) & ~met).to_numpy()


for change in (
    "by_rows:logic:not np.isnat(known) and known < cut -> known < cut",
    "by_frame:logic:stays.known.notna() & stays.known.lt(cut) -> stays.known.lt(cut)",
):
    task.equivalent(change, "a missing time is before nothing: the comparison is False by itself")


@task.mutant(
    Text(
        "You split by admission alone. A stay that began before the cut and whose outcome was known after it teaches the model tomorrow's outcome.",
        "Vous séparez selon la seule arrivée. Un séjour commencé avant la coupure, mais dont l'issue n'est connue qu'après, apprend au modèle l'issue du lendemain.",
    ),
)
def by_admission_alone(patient, admitted_at, known_at, cut):
    train = admitted_at < cut
    return train, (admitted_at >= cut) & ~np.isin(patient, patient[train])


@task.mutant(
    Text(
        "Patients whom the model has learned come back in your test: it may recognise them. Leave their later stays out.",
        "Des personnes que le modèle a apprises reviennent dans votre test : il peut les reconnaître. Laissez de côté leurs séjours suivants.",
    ),
)
def returning_patients_tested(patient, admitted_at, known_at, cut):
    return known_at < cut, admitted_at >= cut


@task.mutant(
    Text(
        "You leave out of the test whoever came before the cut, learned or not. Only those whom the model has learned are left out.",
        "Vous écartez du test toute personne venue avant la coupure, apprise ou non. N'écartez que celles que le modèle a apprises.",
    ),
)
def everybody_seen_before_left_out(patient, admitted_at, known_at, cut):
    return known_at < cut, (admitted_at >= cut) & ~np.isin(patient, patient[admitted_at < cut])


@task.mutant(
    Text(
        "A missing time means that the outcome is not known yet. You take it for known: the model would learn an answer that nobody has.",
        "Une heure manquante veut dire que l'issue n'est pas encore connue. Vous la prenez pour connue : le modèle apprendrait une réponse que personne n'a.",
    ),
)
def unknown_taken_for_known(patient, admitted_at, known_at, cut):
    train = ~(known_at >= cut) & (admitted_at < cut)
    return train, (admitted_at >= cut) & ~np.isin(patient, patient[train])


@task.mutant(
    Text(
        "Look at the minute of the cut itself: who is admitted then is tested, and an outcome known only then is not learned.",
        "Regardez la minute même de la coupure : la personne admise à cet instant est testée, et une issue connue à cet instant n'est pas apprise.",
    ),
)
def the_minute_of_the_cut(patient, admitted_at, known_at, cut):
    train = known_at <= cut
    return train, (admitted_at > cut) & ~np.isin(patient, patient[train])


@task.mutant(
    Text(
        "Your test is everything that does not train. A stay under way at the cut belongs to neither side.",
        "Votre test est tout ce qui n'entraîne pas. Un séjour en cours au moment de la coupure n'est d'aucun côté.",
    ),
)
def test_is_the_rest(patient, admitted_at, known_at, cut):
    train = known_at < cut
    return train, ~train


@task.mutant(
    Text(
        "You take the returning patients out of training. The past is kept whole: it is their later stays that are not tested.",
        "Vous retirez de l'entraînement les personnes qui reviennent. Le passé reste entier : ce sont leurs séjours suivants qu'on ne teste pas.",
    ),
)
def taken_out_of_training(patient, admitted_at, known_at, cut):
    test = admitted_at >= cut
    return (known_at < cut) & ~np.isin(patient, patient[test]), test


@task.cases
def around_new_year(rng):
    for _ in range(3):
        patient, admitted_at, known_at = draw_stays(rng)
        yield case(patient=patient, admitted_at=admitted_at, known_at=known_at, cut=NEW_YEAR)
