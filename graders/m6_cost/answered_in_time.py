"""Builder's task 2: a list of alarms and a nurse whose minutes are counted: which alarms are answered in time."""

from collections import defaultdict, deque

import numpy as np

from labkit.tasks import Text, case, function_task, laws

from .worlds import ALARMS

_BY_HAND = {
    "rang_on": np.array([0, 0, 0, 1, 5]),
    "minutes": np.array([40, 15, 40, 15, 40]),
    "last_day": np.array([0, 1, 0, 1, 5]),
    "minutes_a_day": 60,
}

task = function_task(
    points=2,
    forbids=ALARMS,
    why=Text(
        "Right: beyond a load, each day hands its rest to the next, and the list grows faster than it is worked off. Then the true alarms wait as long as the others.",
        "Juste : au-delà d'une certaine charge, chaque jour lègue son reste au suivant, et la liste s'allonge plus vite qu'on ne la traite. Les vraies alertes attendent alors autant que les autres.",
    ),
    hints=[
        Text(
            "Keep two numbers: the day on which the nurse is, and the minutes left of it. Go through the alarms in their order.",
            "Gardez deux nombres : le jour où en est l'infirmière, et les minutes qui lui en restent. Parcourez les alertes dans l'ordre.",
        ),
        Text(
            "If the alarm rang later than the nurse's day: go to that day, with all its minutes. Then, if the call is longer than what is left: the next day, with all its minutes.",
            "Si l'alerte a sonné après le jour de l'infirmière : allez à ce jour, avec toutes ses minutes. Puis, si l'appel dépasse ce qui reste : le jour suivant, avec toutes ses minutes.",
        ),
        Text(
            "Take the call's minutes off, note the day; at the end compare the days with last_day: np.array(days) <= last_day.",
            "Retirez les minutes de l'appel, notez le jour ; à la fin, comparez les jours à last_day : np.array(jours) <= last_day.",
        ),
    ],
    laws=[
        laws.known(
            _BY_HAND,
            np.array([True, True, False, True, True]),
            Text(
                "60 minutes a day. On day 0 the calls of 40 and 15 fit; the third, of 40, waits for day 1, too late. On day 1 it leaves 20 minutes: the fourth fits, in time. On day 5 nobody else waits.",
                "60 minutes par jour. Le jour 0, les appels de 40 et 15 tiennent ; le troisième, de 40, attend le jour 1 : trop tard. Le jour 1, il laisse 20 minutes : le quatrième tient, à temps. Le jour 5, personne d'autre n'attend.",
            ),
        ),
    ],
)


@task.reference
def day_and_minutes_left(rang_on, minutes, last_day, minutes_a_day):
    day, left, days = 0, minutes_a_day, []
    for rang, takes in zip(rang_on, minutes, strict=True):
        if rang > day:
            day, left = rang, minutes_a_day
        if takes > left:
            day, left = day + 1, minutes_a_day
        left -= takes
        days.append(day)
    return np.array(days) <= last_day


@task.alternative
def day_by_day(rang_on, minutes, last_day, minutes_a_day):
    """A list that each day is filled and worked off from its front."""
    waits, day, in_time = deque(), 0, [None] * len(rang_on)
    comes = deque(range(len(rang_on)))
    while comes or waits:
        while comes and rang_on[comes[0]] <= day:
            waits.append(comes.popleft())
        left = minutes_a_day
        while waits and minutes[waits[0]] <= left:
            one = waits.popleft()
            left -= minutes[one]
            in_time[one] = bool(day <= last_day[one])
        day += 1
    return in_time


@task.alternative
def a_sheet_of_days(rang_on, minutes, last_day, minutes_a_day):
    """Minutes taken of each day; a call goes to the last call's day, or its own if later, or else to the day after."""
    taken, days, first = defaultdict(int), [], 0
    for place in range(len(rang_on)):
        first = max(first, rang_on[place])
        if taken[first] + minutes[place] > minutes_a_day:
            first += 1
        taken[first] += minutes[place]
        days.append(first)
    return [days[place] <= last_day[place] for place in range(len(days))]


def _days(rang_on, minutes, minutes_a_day):
    day, left, days = 0, minutes_a_day, []
    for rang, takes in zip(rang_on, minutes, strict=True):
        if rang > day:
            day, left = rang, minutes_a_day
        if takes > left:
            day, left = day + 1, minutes_a_day
        left -= takes
        days.append(day)
    return np.array(days)


@task.mutant(
    Text(
        "Each alarm is answered on the day it rings in your answer, however many ring. That is the vendor's sheet: sensitivity without a nurse.",
        "Chez vous, chaque alerte a sa réponse le jour où elle sonne, quel que soit leur nombre. C'est la feuille du fournisseur : une sensibilité sans infirmière.",
    ),
)
def no_list(rang_on, minutes, last_day, minutes_a_day):
    return rang_on <= last_day


@task.mutant(
    Text(
        "You give each alarm a day's minutes of its own day, and forget what the days before left on the list.",
        "Vous donnez à chaque jour ses minutes pour ses propres alertes, et oubliez ce que les jours d'avant ont laissé sur la liste.",
    ),
)
def each_day_by_itself(rang_on, minutes, last_day, minutes_a_day):
    before = np.array([minutes[:place][rang_on[:place] == rang].sum() for place, rang in enumerate(rang_on)])
    late = (before + minutes - 1) // minutes_a_day
    return rang_on + late <= last_day


@task.mutant(
    Text(
        "You add up all the minutes since day 0, as if minutes unused on a quiet day served a later one. A quiet Sunday answers no call of Monday.",
        "Vous additionnez toutes les minutes depuis le jour 0, comme si celles d'un jour calme servaient plus tard. Un dimanche calme ne répond à aucun appel du lundi.",
    ),
)
def minutes_are_kept(rang_on, minutes, last_day, minutes_a_day):
    worked = (np.cumsum(minutes) - 1) // minutes_a_day
    return np.maximum(worked, rang_on) <= last_day


@task.mutant(
    Text(
        "A call is cut at the end of the day in your answer and goes on tomorrow. A conversation that does not fit waits for the next day as a whole, and all behind it.",
        "Chez vous, un appel est coupé le soir et continue le lendemain. Une conversation qui ne tient plus attend tout entière le lendemain, et les suivantes avec elle.",
    ),
)
def calls_are_cut(rang_on, minutes, last_day, minutes_a_day):
    end, days = 0, []
    for rang, takes in zip(rang_on, minutes, strict=True):
        end = max(end, rang * minutes_a_day) + takes
        days.append((end - 1) // minutes_a_day)
    return np.array(days) <= last_day


@task.mutant(
    Text(
        "A short call overtakes a long one in your answer. The list is worked in its order: what does not fit waits, with all that stand behind.",
        "Chez vous, un appel court double un appel long. La liste se suit dans l'ordre : ce qui ne tient pas attend, avec tout ce qui est derrière.",
    ),
)
def short_calls_overtake(rang_on, minutes, last_day, minutes_a_day):
    taken, days = defaultdict(int), []
    for rang, takes in zip(rang_on, minutes, strict=True):
        day = rang
        while taken[day] + takes > minutes_a_day:
            day += 1
        taken[day] += takes
        days.append(day)
    return np.array(days) <= last_day


@task.mutant(
    Text(
        "An alarm answered on its last day is in time: `last_day` is the last day on which a call still helps.",
        "Une alerte traitée le dernier jour est à temps : `last_day` est le dernier jour où un appel aide encore.",
    ),
)
def the_last_day_is_late(rang_on, minutes, last_day, minutes_a_day):
    return _days(rang_on, minutes, minutes_a_day) < last_day


@task.mutant(
    Text(
        "Alarms that come too late cost no minutes in your answer. The nurse does not know that they are late: she calls, and hears that the patient is in hospital.",
        "Chez vous, les alertes trop tardives ne coûtent aucune minute. L'infirmière ne sait pas qu'elles le sont : elle appelle, et apprend que le patient est à l'hôpital.",
    ),
)
def late_ones_are_free(rang_on, minutes, last_day, minutes_a_day):
    day, left, days = 0, minutes_a_day, []
    for rang, takes, last in zip(rang_on, minutes, last_day, strict=True):
        if rang > day:
            day, left = rang, minutes_a_day
        if takes > left:
            day, left = day + 1, minutes_a_day
        if day <= last:
            left -= takes
        days.append(day)
    return np.array(days) <= last_day


@task.mutant(
    Text(
        "Your nurse goes to the next day only when her minutes are used up, and so answers on day 1 an alarm of day 8. When an alarm rang later than her day, go to that day first.",
        "Chez vous, l'infirmière ne change de jour que lorsque ses minutes sont épuisées : elle répond le jour 1 à une alerte du jour 8. Si l'alerte a sonné après son jour, allez d'abord à ce jour.",
    ),
)
def before_it_rang(rang_on, minutes, last_day, minutes_a_day):
    day, left, days = 0, minutes_a_day, []
    for takes in minutes:
        if takes > left:
            day, left = day + 1, minutes_a_day
        left -= takes
        days.append(day)
    return np.array(days) <= last_day


@task.mutant(
    Text(
        "Minutes unused on a quiet day are added to those of a later day in your answer. A quiet Sunday answers no call of Monday: each day begins with minutes_a_day.",
        "Chez vous, les minutes d'un jour calme s'ajoutent à celles d'un jour suivant. Un dimanche calme ne répond à aucun appel du lundi : chaque jour commence avec minutes_a_day.",
    ),
)
def quiet_days_are_saved(rang_on, minutes, last_day, minutes_a_day):
    day, left, days = 0, minutes_a_day, []
    for rang, takes in zip(rang_on, minutes, strict=True):
        if rang > day:
            day, left = rang, left + minutes_a_day * (rang - day)
        if takes > left:
            day, left = day + 1, minutes_a_day
        left -= takes
        days.append(day)
    return np.array(days) <= last_day


@task.mutant(
    Text(
        "You pass over an alarm whose last day is gone, and its minutes stay free. The nurse does not know it: she calls, and hears that the patient is in hospital.",
        "Vous sautez une alerte dont le dernier jour est passé, et ses minutes restent libres. L'infirmière ne le sait pas : elle appelle, et apprend que le patient est à l'hôpital.",
    ),
)
def late_ones_are_skipped(rang_on, minutes, last_day, minutes_a_day):
    day, left, in_time = 0, minutes_a_day, []
    for rang, takes, last in zip(rang_on, minutes, last_day, strict=True):
        if rang > day:
            day, left = rang, minutes_a_day
        if day > last:
            in_time.append(False)
            continue
        if takes > left:
            day, left = day + 1, minutes_a_day
        left -= takes
        in_time.append(day <= last)
    return np.array(in_time)


@task.mutant(
    Text(
        "A call that takes exactly what is left of the day waits for the next in your answer (>= for >). It fits: the last minute is a minute too.",
        "Chez vous, un appel qui prend exactement ce qui reste de la journée attend le lendemain (>= au lieu de >). Il tient : la dernière minute compte aussi.",
    ),
)
def last_minute_unused(rang_on, minutes, last_day, minutes_a_day):
    day, left, days = 0, minutes_a_day, []
    for rang, takes in zip(rang_on, minutes, strict=True):
        if rang > day:
            day, left = rang, minutes_a_day
        if takes >= left:
            day, left = day + 1, minutes_a_day
        left -= takes
        days.append(day)
    return np.array(days) <= last_day


task.equivalent("*:number:0 -> -1", "before day 0 nothing rings, and nobody works")


@task.cases
def lists(rng):
    for days, a_day, alarms in ((12, 120, 30), (10, 240, 90), (15, 60, 22), (20, 100, 26)):
        rang_on = np.sort(rng.integers(0, days, alarms))
        minutes = rng.choice([15, 20, 40, 45, 60], alarms)
        yield _case(rng, rang_on, minutes, a_day)
    # A quiet week before a full day; a call as long as the day; a first alarm that comes late; one alone; calls that fill a day to the minute.
    yield _case(rng, np.array([0, *[8] * 9, 20]), rng.choice([15, 40], 11), 60)
    yield _case(rng, np.array([0, 0, 0, 1, 1]), np.array([20, 60, 20, 40, 15]), 60)
    yield _case(rng, np.array([3, 3, 3, 3]), np.array([40, 15, 40, 15]), 60)
    yield case(rang_on=np.array([4]), minutes=np.array([30]), last_day=np.array([4]), minutes_a_day=60)
    yield _case(rng, np.array([0, 0, 0, 0, 2, 2]), np.array([30, 30, 45, 15, 60, 15]), 60)
    # Some that nobody could have saved: rung after their last day.
    late = np.array([1, 1, 1, 1, 2, 2])
    yield case(
        rang_on=late,
        minutes=np.array([40, 40, 15, 40, 15, 15]),
        last_day=np.array([0, 1, 1, 2, 3, 3]),
        minutes_a_day=60,
    )


def _case(rng, rang_on, minutes, minutes_a_day):
    """Last days around the day of the call: before it, on it, after it."""
    last_day = np.maximum(_days(rang_on, minutes, minutes_a_day) + rng.integers(-1, 2, len(rang_on)), rang_on)
    return case(rang_on=rang_on, minutes=minutes, last_day=last_day, minutes_a_day=minutes_a_day)
