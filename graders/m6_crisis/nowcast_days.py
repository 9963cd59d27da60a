"""Builder's task 2: the final count of each day, from what is known and the share usually known by then, weekday by weekday."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

from .worlds import NOWCASTS

_TINY = {
    "known": np.array([20.0, 18.0, 6.0, 3.0]),
    "weekday": np.array([3, 4, 5, 6]),
    "share": np.array([[0.2, 0.6, 1.0]] * 5 + [[0.1, 0.3, 1.0], [0.0, 0.5, 1.0]]),
}

task = function_task(
    points=2,
    forbids=NOWCASTS,
    why=Text(
        "Right: what is known, divided by what is usually known by then, with a Saturday held against Saturdays. Where nothing is usually known yet, no division helps, and NaN says so.",
        "Juste : ce qui est connu, divisé par ce qui l'est d'habitude à ce stade, un samedi étant comparé aux samedis. Là où rien n'est d'habitude connu, aucune division n'y peut rien, et NaN le dit.",
    ),
    hints=[
        Text(
            "The last value of `known` is tonight's day, of age 0; the one before has age 1. age = np.arange(len(known))[::-1]. After the longest delay a day is complete: np.minimum keeps age inside the table.",
            "La dernière valeur de `known` est le jour de ce soir, d'âge 0 ; la précédente a l'âge 1. age = np.arange(len(known))[::-1]. Passé le plus long délai, un jour est complet : np.minimum garde l'âge dans le tableau.",
        ),
        Text(
            "share[weekday, age] takes from the table one value for each day: its weekday's row, its age's column.",
            "share[weekday, age] prend dans le tableau une valeur par jour : la ligne de son jour de semaine, la colonne de son âge.",
        ),
        Text(
            "Divide; where the share is 0, np.where(usual > 0, usual, np.nan) before the division gives NaN.",
            "Divisez ; là où la part est nulle, np.where(usual > 0, usual, np.nan) avant la division donne NaN.",
        ),
    ],
    laws=[
        laws.known(
            _TINY,
            np.array([20.0, 18.0, 20.0, np.nan]),
            Text(
                "Thursday to Sunday evening, delays 0, 1 and 2. Thursday (3 days old) and Friday (2) are complete: 20 and 18. Saturday is 1 day old; of a Saturday 0.3 is known by then: 6 / 0.3 = 20. Sunday: nothing is "
                "usually known on the day, so NaN.",
                "De jeudi à dimanche soir, délais 0, 1 et 2. Jeudi (3 jours) et vendredi (2 jours) sont complets : 20 et 18. Samedi a 1 jour ; d'un samedi, 0,3 est alors connu : 6 / 0,3 = 20. Dimanche : "
                "rien n'est d'habitude connu le jour même, donc NaN.",
            ),
        ),
    ],
)


def _usual(known, weekday, share):
    age = np.minimum(np.arange(len(known))[::-1], share.shape[1] - 1)
    return share[weekday, age]


def _divided(known, usual):
    return np.asarray(known, dtype=float) / np.where(usual > 0, usual, np.nan)


@task.reference
def by_the_table(known, weekday, share):
    age = np.minimum(np.arange(len(known))[::-1], share.shape[1] - 1)
    usual = share[weekday, age]
    return known / np.where(usual > 0, usual, np.nan)


@task.alternative
def day_by_day(known, weekday, share):
    found = []
    for place, (count, day) in enumerate(zip(known, weekday, strict=True)):
        usual = share[day][min(len(known) - 1 - place, len(share[day]) - 1)]
        found.append(count / usual if usual else float("nan"))
    return found


@task.alternative
def from_tonight_backwards(known, weekday, share):
    import pandas as pd

    days = pd.DataFrame({"known": known[::-1], "weekday": weekday[::-1]})
    table = {(day, age): value for day, row in enumerate(share.tolist()) for age, value in enumerate(row)}
    usual = [table[day, min(age, share.shape[1] - 1)] for age, day in enumerate(days.weekday)]
    return (days.known / pd.Series(usual).replace(0, np.nan))[::-1].to_numpy()


@task.mutant(
    Text(
        "You use the mean of the seven weekdays. On Sunday evening, Saturday is one day old like any other day, but the office was shut: your nowcast says that the epidemic falls, each weekend.",
        "Vous prenez la moyenne des sept jours de la semaine. Dimanche soir, samedi a un jour comme n'importe quel jour, mais le bureau était fermé : votre estimation annonce une baisse, chaque fin de semaine.",
    ),
)
def all_days_alike(known, weekday, share):
    mean = np.tile(share.mean(axis=0), (7, 1))
    return _divided(known, _usual(known, weekday, mean))


@task.mutant(
    Text(
        "You use tonight's weekday for every day. It is the day of the admission that decides which weekends lie between it and tonight.",
        "Vous appliquez à tous les jours la ligne du jour de ce soir. C'est le jour de l'admission qui dit quelles fins de semaine le séparent de ce soir.",
    ),
)
def weekday_of_tonight(known, weekday, share):
    return _divided(known, _usual(known, np.full(len(known), weekday[-1]), share))


@task.mutant(
    Text(
        "Your ages run the wrong way: the first day of the table is the oldest, tonight's is the last and has age 0.",
        "Vos âges sont à l'envers : le premier jour du tableau est le plus ancien, celui de ce soir est le dernier et a l'âge 0.",
    ),
)
def oldest_is_tonight(known, weekday, share):
    age = np.minimum(np.arange(len(known)), share.shape[1] - 1)
    return _divided(known, share[weekday, age])


@task.mutant(
    Text(
        "You multiplied by the share. If 6 are known and that is usually three of ten, there are about 20, not 2.",
        "Vous avez multiplié par la part. Si 6 sont connues et que c'est d'habitude trois sur dix, il y en a environ 20, non 2.",
    ),
)
def multiplied(known, weekday, share):
    usual = _usual(known, weekday, share)
    return np.where(usual > 0, known * usual, np.nan)


@task.mutant(
    Text(
        "You take tonight for one day old. Its admissions had no night to be entered: their age is 0.",
        "Vous comptez un jour d'âge à ce soir. Ses admissions n'ont pas eu une nuit pour être saisies : leur âge est 0.",
    ),
)
def a_day_older(known, weekday, share):
    age = np.minimum(np.arange(len(known))[::-1] + 1, share.shape[1] - 1)
    return _divided(known, share[weekday, age])


@task.mutant(
    Text(
        "Where nothing is usually known yet, you leave what is known, as if it were all. No number can be given for that day: NaN.",
        "Là où rien n'est d'habitude connu, vous laissez ce qui est connu, comme si c'était tout. Aucun nombre n'est possible pour ce jour : NaN.",
    ),
)
def known_where_nothing_is_usual(known, weekday, share):
    usual = _usual(known, weekday, share)
    return np.where(usual > 0, known / np.where(usual > 0, usual, 1), known)


@task.mutant(
    Text(
        "Where nothing is usually known yet, your answer is infinite. Any plan made of it breaks: NaN says that no number can be given.",
        "Là où rien n'est d'habitude connu, votre réponse est infinie. Aucun plan n'y résiste : NaN dit qu'aucun nombre n'est possible.",
    ),
)
def infinite(known, weekday, share):
    usual = _usual(known, weekday, share)
    return np.where(usual > 0, known / np.where(usual > 0, usual, 1), np.inf)


@task.mutant(
    Text(
        "You rounded to whole patients. Rounded day by day, a week of few admissions is off by several: leave the decimals.",
        "Vous avez arrondi à des patients entiers. Arrondie jour par jour, une semaine de peu d'admissions est fausse de plusieurs : gardez les décimales.",
    ),
)
def rounded(known, weekday, share):
    return np.round(by_the_table(known, weekday, share))


@task.mutant(
    Text(
        "Your row is that of the day after. Weekdays count from 0, Monday, to 6, Sunday; and it is the day of the admission that chooses the row.",
        "Votre ligne est celle du lendemain. Les jours de semaine vont de 0, lundi, à 6, dimanche ; et c'est le jour de l'admission qui choisit la ligne.",
    ),
)
def the_weekday_after(known, weekday, share):
    return _divided(known, _usual(known, (np.asarray(weekday) + 1) % 7, share))


@task.mutant(
    Text(
        "Where nothing is usually known yet, you say 0. That reads as a day without any admission, and the last week falls: no number can be given, NaN.",
        "Là où rien n'est d'habitude connu, vous répondez 0. On y lit un jour sans admission, et la dernière semaine baisse : aucun nombre n'est possible, NaN.",
    ),
)
def none_where_nothing_is_usual(known, weekday, share):
    return np.nan_to_num(by_the_table(known, weekday, share), nan=0.0)


@task.mutant(
    Text(
        "Days older than the table have no number in your answer. After the longest delay everything is entered: their count stands as it is.",
        "Les jours plus anciens que le tableau n'ont pas de nombre chez vous. Passé le plus long délai, tout est saisi : leur compte reste tel quel.",
    ),
)
def old_days_unknown(known, weekday, share):
    old = np.arange(len(known))[::-1] >= share.shape[1]
    return np.where(old, np.nan, by_the_table(known, weekday, share))


@task.mutant(
    Text(
        "Days older than the table are missing from your answer. One estimate a day is asked for: they are complete, and their count stands as it is.",
        "Les jours plus anciens que le tableau manquent dans votre réponse. On demande une estimation par jour : ils sont complets, et leur compte reste tel quel.",
    ),
)
def old_days_left_out(known, weekday, share):
    return by_the_table(known, weekday, share)[-share.shape[1] :]


@task.mutant(
    Text(
        "You added the missing share of what is known. If 6 are known and that is usually three of ten, the seven others of ten are not seven tenths of 6: divide.",
        "Vous avez ajouté la part manquante de ce qui est connu. Si 6 sont connues et que c'est d'habitude trois sur dix, les sept autres sur dix ne sont pas sept dixièmes de 6 : divisez.",
    ),
)
def missing_share_added(known, weekday, share):
    usual = _usual(known, weekday, share)
    return np.where(usual > 0, known * (2 - usual), np.nan)


for change in ("absolute", "not_below_nought"):
    task.equivalent(f"*:put_in:{change}", "counts divided by shares: never below 0")


@task.cases
def evenings(rng):
    for days, delays, tonight in ((12, 5, 6), (21, 9, 2), (9, 4, 0), (5, 8, 4)):
        share = np.sort(rng.uniform(0.05, 0.95, (7, delays)), axis=1)
        share[:, -1] = 1.0
        weekday = (tonight - np.arange(days)[::-1]) % 7
        share[tonight, 0] = 0.0 if days != 21 else 0.1
        yield case(known=rng.integers(3, 60, days).astype(float), weekday=weekday, share=np.round(share, 3))
