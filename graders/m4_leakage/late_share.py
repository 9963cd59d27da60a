"""Builder's task 4: of each column's values, how many were recorded after the model was asked."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws

from .worlds import MINUTE, NEW_YEAR, SCREENS

_NOON = np.datetime64("2024-03-05T12:00", "m")
_TINY = {
    "recorded_at": pd.DataFrame(
        {
            "crp": np.array([_NOON, _NOON + MINUTE, np.datetime64("NaT")]),
            "code": np.array([_NOON + 9 * MINUTE, np.datetime64("NaT"), np.datetime64("NaT")]),
        }
    ),
    "asked_at": np.array([_NOON, _NOON, _NOON]),
}

task = function_task(
    points=2,
    forbids=SCREENS,
    why=Text(
        "Right: the clock finds what no score shows. A column may look modest, with an AUC of 0.8, and be written the day after.",
        "Juste : l'horloge trouve ce qu'aucun score ne montre. Une colonne peut sembler modeste, avec une AUC de 0,8, et n'être écrite que le lendemain.",
    ),
    hints=[
        Text(
            "For one column: keep the rows where a time is recorded (notna), then count how many of these times are after asked_at.",
            "Pour une colonne : gardez les lignes où une heure est inscrite (notna), puis comptez combien de ces heures sont après asked_at.",
        ),
        Text(
            "late = recorded_at[name] > asked_at is False where the time is missing. Divide late.sum() by recorded_at[name].notna().sum(), if that is not 0.",
            "late = recorded_at[name] > asked_at vaut False où l'heure manque. Divisez late.sum() par recorded_at[name].notna().sum(), si ce nombre n'est pas 0.",
        ),
    ],
    laws=[
        laws.bounded(0, 1),
        laws.known(
            _TINY,
            {"crp": 0.5, "code": 1.0},
            Text(
                "Three stays, asked at noon. CRP recorded at noon, one minute later, never: one late value of two. Code: nine minutes later, never, never: one of one.",
                "Trois séjours, question posée à midi. CRP inscrite à midi, une minute après, jamais : une valeur tardive sur deux. Code : neuf minutes après, jamais, jamais : une sur une.",
            ),
        ),
    ],
)


@task.reference
def by_column(recorded_at, asked_at):
    answer = {}
    for name in recorded_at.columns:
        times = recorded_at[name]
        answer[name] = (times > asked_at).sum() / max(times.notna().sum(), 1)
    return answer


@task.alternative
def in_numpy(recorded_at, asked_at):
    times = recorded_at.to_numpy()
    late, there = (times > asked_at[:, None]).sum(axis=0), (~np.isnat(times)).sum(axis=0)
    shares = [float(few / many) if many else 0.0 for few, many in zip(late, there, strict=True)]
    return dict(zip(recorded_at.columns, shares, strict=True))


@task.alternative
def by_long_table(recorded_at, asked_at):
    long = recorded_at.assign(asked=asked_at).melt(id_vars="asked", var_name="name").dropna()
    shares = long.value.gt(long.asked).groupby(long.name).mean()
    return shares.reindex(recorded_at.columns, fill_value=0.0)


@task.mutant(
    Text(
        "You divide by all stays. A code written for one stay in ten, always at discharge, would count as 10 % late: it is late whenever it is there.",
        "Vous divisez par tous les séjours. Un code écrit pour un séjour sur dix, toujours à la sortie, compterait pour 10 % de retard : il est tardif chaque fois qu'il existe.",
    ),
)
def of_all_stays(recorded_at, asked_at):
    return {name: float((recorded_at[name] > asked_at).mean()) for name in recorded_at.columns}


@task.mutant(
    Text(
        "A value recorded at the very minute of the question is known: only later ones are late.",
        "Une valeur inscrite à la minute même de la question est connue : seules les suivantes sont tardives.",
    ),
)
def same_minute_is_late(recorded_at, asked_at):
    return {
        name: float((recorded_at[name] >= asked_at).sum() / max(recorded_at[name].notna().sum(), 1))
        for name in recorded_at.columns
    }


@task.mutant(
    Text(
        "A value that was never recorded is not late: it is missing. Count it neither above nor below.",
        "Une valeur jamais inscrite n'est pas tardive : elle manque. Ne la comptez ni au-dessus ni en dessous.",
    ),
)
def missing_is_late(recorded_at, asked_at):
    return {name: float((~(recorded_at[name] <= asked_at)).mean()) for name in recorded_at.columns}


@task.mutant(
    Text(
        "You return the share that was known in time. The share that came too late is asked for.",
        "Vous renvoyez la part connue à temps. On demande la part arrivée trop tard.",
    ),
)
def share_in_time(recorded_at, asked_at):
    return {
        name: float((recorded_at[name] <= asked_at).sum() / max(recorded_at[name].notna().sum(), 1))
        for name in recorded_at.columns
    }


@task.mutant(
    Text(
        "You say whether one value is late. One slip of the pen would condemn a column: give the share.",
        "Vous dites si une valeur est tardive. Une seule erreur de saisie condamnerait une colonne : donnez la part.",
    ),
)
def any_late(recorded_at, asked_at):
    return {name: float((recorded_at[name] > asked_at).any()) for name in recorded_at.columns}


@task.mutant(
    Text(
        "You compare everybody with one and the same moment. Each stay has its own question, at its own minute.",
        "Vous comparez tout le monde à un seul et même moment. Chaque séjour a sa propre question, à sa propre minute.",
    ),
)
def one_moment_for_all(recorded_at, asked_at):
    last = np.max(asked_at)
    return {
        name: float((recorded_at[name] > last).sum() / max(recorded_at[name].notna().sum(), 1))
        for name in recorded_at.columns
    }


@task.cases
def clocks(rng):
    for n in (30, 44, 25):
        asked = NEW_YEAR + rng.integers(0, 90 * 1440, n) * MINUTE
        columns = {}
        for name, mostly in {"temperature": -40, "crp": -10, "culture": 30, "code": 4000}.items():
            times = asked + (mostly + rng.integers(-60, 60, n)) * MINUTE
            times[rng.random(n) < 0.25] = np.datetime64("NaT")
            times[:2] = asked[:2]
            columns[name] = times
        columns["never"] = np.full(n, np.datetime64("NaT"), dtype="datetime64[m]")
        columns["once"] = columns["never"].copy()
        columns["once"][3] = asked[3] + 5 * MINUTE
        yield case(recorded_at=pd.DataFrame(columns), asked_at=asked)
