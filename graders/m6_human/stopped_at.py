"""Builder's task 5: after how many decisions a rule stops each week, if at all."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws

THREE_WEEKS = np.array(
    [
        [True, False, True, False, False, False],
        [True, False, False, True, False, False],
        [False, False, False, False, True, True],
    ]
)

task = function_task(
    points=3,
    forbids=["labkit.oversight.StopRule"],
    why=Text(
        "Right. A mean of np.isfinite says how often a rule stops, the median says how late: for a good system and for a faulty one. These numbers "
        "belong beside the rule when it is signed.",
        "Juste. La moyenne de np.isfinite dit à quelle fréquence une règle arrête, la médiane dit quand : pour un bon système et pour un système "
        "défaillant. Ces nombres doivent figurer à côté de la règle que l'on signe.",
    ),
    hints=[
        Text(
            "np.cumsum(events, axis=1) counts the events of each week since its first decision.",
            "np.cumsum(events, axis=1) compte les événements de chaque semaine depuis sa première décision.",
        ),
        Text(
            "The events among the last `window` are that count, minus the count `window` decisions earlier (0 before the week began: "
            "np.pad(counts, ((0, 0), (window, 0))) puts zeros in front).",
            "Les événements parmi les `window` dernières décisions sont ce compte, moins le compte `window` décisions plus tôt (0 avant le début de "
            "la semaine : np.pad(counts, ((0, 0), (window, 0))) met des zéros devant).",
        ),
        Text(
            "argmax(axis=1) gives the place of the first True, from 0; it also gives 0 where there is none: np.where(stops.any(axis=1), ..., np.inf).",
            "argmax(axis=1) donne la place du premier True, à partir de 0 ; il donne aussi 0 là où il n'y en a aucun : "
            "np.where(stops.any(axis=1), ..., np.inf).",
        ),
    ],
    laws=[
        laws.known(
            {"events": THREE_WEEKS, "window": 3, "limit": 2},
            np.array([3.0, np.inf, 6.0]),
            Text(
                "Three weeks of six decisions, with events at decisions 1 and 3; 1 and 4; 5 and 6. With window=3 and limit=2 the first stops after 3 "
                "decisions, the second never (np.inf), the third after 6. One number per week is expected.",
                "Trois semaines de six décisions, avec des événements aux décisions 1 et 3 ; 1 et 4 ; 5 et 6. Avec window=3 et limit=2, la première "
                "s'arrête après 3 décisions, la deuxième jamais (np.inf), la troisième après 6. On attend un nombre par semaine.",
            ),
        ),
    ],
)


def in_window(events, window):
    """Events among the last `window` decisions of each week."""
    counts = np.cumsum(np.asarray(events), axis=1)
    earlier = np.pad(counts, ((0, 0), (window, 0)))[:, : counts.shape[1]]
    return counts - earlier


def first(stops, never=np.inf):
    """After how many decisions each week stops."""
    return np.where(stops.any(axis=1), stops.argmax(axis=1) + 1, never)


@task.reference
def by_running_counts(events, window, limit):
    return first(in_window(events, window) >= limit)


@task.alternative
def one_decision_at_a_time(events, window, limit):
    """An alternative in plain Python."""
    found = []
    for week in events:
        places = [n for n in range(1, len(week) + 1) if sum(week[max(0, n - window) : n]) >= limit]
        found.append(places[0] if places else float("inf"))
    return found


@task.alternative
def with_pandas(events, window, limit):
    """An alternative: pandas' windows run down a column, so each week is one."""
    stops = pd.DataFrame(np.asarray(events).T.astype(int)).rolling(window, min_periods=1).sum() >= limit
    return (stops.idxmax() + 1).where(stops.any(), np.inf).to_numpy()


for change in ("absolute", "not_below_nought", "rounded"):
    task.equivalent(f"*:put_in:{change}", "a number of decisions is whole and never below 0")
task.equivalent("in_window:number:0 -> 1 #3", "what is put behind the last decision is cut off again")
for change in ("one_decision_at_a_time:number:1 -> 0", "with_pandas:number:1 -> 0"):
    task.equivalent(change, "a window without any decision is met by no rule")
task.equivalent(
    "one_decision_at_a_time:number:1 -> 2 #2", "past the last decision a window only loses decisions"
)


@task.mutant(
    Text(
        "You count since the first decision: any system would be stopped one day. Subtract what happened more than `window` decisions ago.",
        "Vous comptez depuis la première décision : tout système finirait par être arrêté. Retirez ce qui s'est passé il y a plus de `window` décisions.",
    )
)
def counts_from_the_start(events, window, limit):
    return first(np.cumsum(events, axis=1) >= limit)


@task.mutant(
    Text(
        "You cut the week into blocks of `window` decisions and count inside each. Two events on either side of a cut are never counted together: the "
        "window slides, one decision at a time.",
        "Vous découpez la semaine en blocs de `window` décisions et comptez dans chacun. Deux événements de part et d'autre d'une coupure ne sont jamais "
        "comptés ensemble : la fenêtre glisse, une décision à la fois.",
    )
)
def in_blocks(events, window, limit):
    counts = np.cumsum(events, axis=1)
    start = np.arange(counts.shape[1]) // window * window
    return first(counts - np.where(start > 0, counts[:, start - 1], 0) >= limit)


@task.mutant(
    Text(
        "Your window holds one decision too few: the decision itself is one of the last `window`.",
        "Votre fenêtre contient une décision de moins : la décision elle-même est une des `window` dernières.",
    )
)
def window_one_too_short(events, window, limit):
    return first(in_window(events, window - 1) >= limit)


@task.mutant(
    Text(
        "Your window holds one decision too many: the last `window`, the decision itself included.",
        "Votre fenêtre contient une décision de trop : les `window` dernières, la décision elle-même comprise.",
    )
)
def window_one_too_long(events, window, limit):
    return first(in_window(events, window + 1) >= limit)


@task.mutant(
    Text(
        "You stop when there are more than `limit` events. The rule says: as soon as there are `limit` (>=).",
        "Vous arrêtez quand il y a plus de `limit` événements. La règle dit : dès qu'il y en a `limit` (>=).",
    )
)
def one_too_many(events, window, limit):
    return first(in_window(events, window) > limit)


@task.mutant(
    Text(
        "You count nothing before the window is full: in its first days, when a system is least known, nobody would watch it. Count what there is.",
        "Vous ne comptez rien avant que la fenêtre soit pleine : les premiers jours, où l'on connaît le moins le système, personne ne le surveillerait. "
        "Comptez ce qu'il y a.",
    )
)
def blind_at_first(events, window, limit):
    stops = in_window(events, window) >= limit
    return first(stops & (np.arange(stops.shape[1]) >= window - 1))


@task.mutant(
    Text(
        "You count decisions from 0. The question asks after how many decisions the week stops: the first decision is 1.",
        "Vous comptez les décisions à partir de 0. On demande après combien de décisions la semaine s'arrête : la première est 1.",
    )
)
def counted_from_nought(events, window, limit):
    return by_running_counts(events, window, limit) - 1


@task.mutant(
    Text(
        "You give the last decision at which the rule is met. The system has already stopped at the first one.",
        "Vous donnez la dernière décision où la règle est remplie. Le système s'est déjà arrêté à la première.",
    )
)
def at_the_last(events, window, limit):
    stops = in_window(events, window) >= limit
    return np.where(stops.any(axis=1), stops.shape[1] - stops[:, ::-1].argmax(axis=1), np.inf)


@task.mutant(
    Text(
        "A week that is never stopped gets 1 from you: argmax says 0 when it finds no True. Answer np.inf there.",
        "Une semaine jamais arrêtée reçoit 1 : argmax répond 0 quand il ne trouve aucun True. Répondez np.inf dans ce cas.",
    )
)
def first_when_nothing_stops(events, window, limit):
    return first(in_window(events, window) >= limit, never=1)


@task.mutant(
    Text(
        "A week that is never stopped gets 0 from you: that says that it stops before its first decision. Answer np.inf.",
        "Une semaine jamais arrêtée reçoit 0 : cela dit qu'elle s'arrête avant sa première décision. Répondez np.inf.",
    )
)
def nought_when_nothing_stops(events, window, limit):
    return first(in_window(events, window) >= limit, never=0)


@task.mutant(
    Text(
        "A week that is never stopped gets -1 from you: a median would take it for the earliest stop of all. Answer np.inf.",
        "Une semaine jamais arrêtée reçoit -1 : une médiane y verrait l'arrêt le plus précoce de tous. Répondez np.inf.",
    )
)
def minus_one_when_nothing_stops(events, window, limit):
    return first(in_window(events, window) >= limit, never=-1)


@task.mutant(
    Text(
        "A week that is never stopped gets a missing value (nan) from you: medians that leave it out make a rule look faster than it is. Answer np.inf.",
        "Une semaine jamais arrêtée reçoit une valeur manquante (nan) : une médiane qui l'ignore fait paraître la règle plus rapide qu'elle n'est. "
        "Répondez np.inf.",
    )
)
def missing_when_nothing_stops(events, window, limit):
    return first(in_window(events, window) >= limit, never=np.nan)


@task.mutant(
    Text(
        "A week that is never stopped gets the number of its decisions: that says that it stops at the last one. Answer np.inf.",
        "Une semaine jamais arrêtée reçoit le nombre de ses décisions : cela dit qu'elle s'arrête à la dernière. Répondez np.inf.",
    )
)
def last_when_nothing_stops(events, window, limit):
    return first(in_window(events, window) >= limit, never=np.shape(events)[1])


@task.mutant(
    Text(
        "Your count runs on from one week to the next: each row is a week of its own (axis=1).",
        "Votre compte continue d'une semaine à la suivante : chaque ligne est une semaine à part (axis=1).",
    )
)
def weeks_run_on(events, window, limit):
    events = np.asarray(events)
    return first(in_window(events.reshape(1, -1), window).reshape(events.shape) >= limit)


@task.mutant(
    Text(
        "You count down the columns, from one week to another. A row is a week, its decisions follow one another along axis=1.",
        "Vous comptez le long des colonnes, d'une semaine à l'autre. Une ligne est une semaine, ses décisions se suivent le long de axis=1.",
    )
)
def down_the_columns(events, window, limit):
    return first(in_window(np.asarray(events).T, window) >= limit)


@task.mutant(
    Text(
        "That is one number for all weeks. Give one for each week; the share stopped and the median come afterwards.",
        "C'est un seul nombre pour toutes les semaines. Donnez-en un par semaine ; la part arrêtée et la médiane viennent ensuite.",
    )
)
def share_of_weeks(events, window, limit):
    return float(np.isfinite(by_running_counts(events, window, limit)).mean())


@task.cases
def weeks(rng):
    n, window, limit = 30, 8, 3
    for density in (0.08, 0.2, 0.35):
        yield case(events=rng.random((6, n)) < density, window=window, limit=limit)
    edges = np.zeros((9, n), bool)
    place = int(rng.integers(9, 15))
    edges[0, [place, place + 3, place + window - 1]] = True  # three in eight, once
    edges[1, [place, place + 3, place + window]] = True  # three in nine, never in eight
    edges[2, :3] = True  # before the window is full
    edges[3, -3:] = True  # at the last decision
    edges[4, :2], edges[4, -1] = True, True  # three in all
    edges[6, :] = True  # all of them; and row 5 has none
    edges[7, [6, 7, 9]] = True  # on either side of a block's end
    edges[8, [place, place + 2, place + 4, 27, 28]] = True  # the rule is met again later
    yield case(events=edges, window=window, limit=limit)
    yield case(events=edges, window=n + 5, limit=limit)  # longer than the week
    yield case(events=edges, window=2, limit=1)
