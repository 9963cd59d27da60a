"""Builder's task 4: eight slots a night."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws


def _best(gain, night, slots, least=0.0):
    gain, night = np.asarray(gain, dtype=float), np.asarray(night)
    chosen = np.zeros(len(gain), bool)
    for one in np.unique(night):
        rows = np.flatnonzero((night == one) & (gain > least))
        chosen[rows[np.argsort(-gain[rows], kind="stable")[:slots]]] = True
    return chosen


task = function_task(
    points=2,
    forbids=["labkit.oversight.defer_within_capacity"],
    why=Text(
        "Right. A person's time is a fixed number of slots: whoever is seen takes somebody's place. Slots that are free stay free when asking "
        "is worth nothing, and a quiet night does not serve a busy one.",
        "Juste. Le temps d'une personne, c'est un nombre fixe de créneaux : la personne vue prend la place de quelqu'un. Un créneau libre le "
        "reste quand demander ne vaut rien, et une nuit calme ne sert pas une nuit chargée.",
    ),
    hints=[
        Text(
            "One night at a time. Who has a gain above 0? Who has the largest gains?",
            "Une nuit à la fois. Qui a un gain au-dessus de 0 ? Qui a les plus grands gains ?",
        ),
        Text(
            "Start from an array of False, as long as gain; for each night set True for the chosen rows.",
            "Partez d'un tableau de False, long comme gain ; pour chaque nuit, mettez True aux lignes choisies.",
        ),
        Text(
            "rows = np.flatnonzero((night == one) & (gain > 0)); the best: rows[np.argsort(-gain[rows])[:slots]].",
            "rows = np.flatnonzero((night == one) & (gain > 0)) ; les meilleurs : rows[np.argsort(-gain[rows])[:slots]].",
        ),
    ],
    laws=[
        laws.known(
            {"slots": 0, "gain": np.array([0.4, 0.2]), "night": np.array([1, 1])},
            np.array([False, False]),
            Text(
                "Without a slot nobody is seen: the answer holds False for every patient, as many values as gain.",
                "Sans créneau, personne n'est vu : la réponse vaut False pour chaque patient, autant de valeurs que gain.",
            ),
        ),
        laws.known(
            {
                "gain": np.array([0.3, 0.5, -0.1, 0.2, 0.1, -0.2]),
                "night": np.array([1, 1, 1, 2, 2, 2]),
                "slots": 2,
            },
            np.array([True, True, False, True, True, False]),
            Text(
                "Two nights, three patients each, two slots a night: in each, the two patients whose gain is above 0.",
                "Deux nuits, trois patients chacune, deux créneaux par nuit : dans chacune, les deux patients dont le gain est au-dessus de 0.",
            ),
        ),
    ],
)


@task.reference
def most_useful_each_night(gain, night, slots):
    return _best(gain, night, slots)


@task.alternative
def by_rank(gain, night, slots):
    gain = pd.Series(np.asarray(gain, dtype=float))
    rank = gain.groupby(np.asarray(night)).rank(ascending=False, method="first")
    return ((rank <= slots) & (gain > 0)).to_numpy()


@task.alternative
def one_by_one(gain, night, slots):
    left, chosen = dict.fromkeys(list(night), slots), [False] * len(gain)
    for i in sorted(range(len(gain)), key=lambda i: -gain[i]):
        if gain[i] > 0 and left[night[i]] > 0:
            left[night[i]] -= 1
            chosen[i] = True
    return chosen


task.equivalent("*:ties:*", "no two gains above 0 are alike: which of two equals goes first is not asked")
task.equivalent("*:default:*", "no two gains above 0 are alike: which of two equals goes first is not asked")
task.equivalent("one_by_one:around:list(night) -> night", "the same nights, from a list and from an array")


@task.mutant(
    Text(
        "You have everybody seen for whom asking is worth anything: 'more deferral is safer'. There are only so many slots: the ninth "
        "patient will not be seen, whatever the list says. Choose who comes first.",
        "Vous faites voir tous ceux pour qui demander vaut quelque chose : « plus on demande, plus c'est sûr ». Il n'y a que tant de "
        "créneaux : le neuvième patient ne sera pas vu, quoi qu'en dise la liste. Choisissez qui passe d'abord.",
    ),
)
def more_deferral_is_safer(gain, night, slots):
    return np.asarray(gain) > 0


@task.mutant(
    Text(
        "You pool the slots of all the nights: a busy night then takes the slots of a quiet one. Nobody can work on Tuesday the hours left "
        "over from Monday.",
        "Vous mettez en commun les créneaux de toutes les nuits : une nuit chargée prend alors ceux d'une nuit calme. Personne ne peut "
        "travailler mardi les heures restées libres lundi.",
    ),
)
def nights_pooled(gain, night, slots):
    return _best(gain, np.zeros(len(gain)), slots * len(np.unique(night)))


@task.mutant(
    Text(
        "First come, first served: by midnight the slots are gone, and the patient who arrives at three waits whatever the doubt.",
        "Premier arrivé, premier servi : à minuit il n'y a plus de créneau, et le patient qui arrive à trois heures attend, quel que soit "
        "le doute.",
    ),
)
def first_come(gain, night, slots):
    useful = np.asarray(gain) > 0
    return _best(np.where(useful, 1.0, -1.0), night, slots)


@task.mutant(
    Text(
        "You fill every slot, even for patients for whom asking costs more than it brings (gain of 0 or less). Time spent there is taken "
        "from somebody.",
        "Vous remplissez tous les créneaux, même pour des patients chez qui demander coûte plus que cela ne rapporte (gain de 0 ou moins). "
        "Ce temps est pris à quelqu'un.",
    ),
)
def fills_every_slot(gain, night, slots):
    return _best(gain, night, slots, least=-np.inf)


@task.mutant(
    Text(
        "You serve the smallest gains first: sort from the largest down (np.argsort(-gain)).",
        "Vous servez d'abord les plus petits gains : triez du plus grand au plus petit (np.argsort(-gain)).",
    ),
)
def least_useful_first(gain, night, slots):
    gain = np.asarray(gain, dtype=float)
    return _best(np.where(gain > 0, 1 / np.maximum(gain, 1e-9), -1.0), night, slots)


@task.mutant(
    Text(
        "You take the first rows of each night and then drop those of gain 0 or less: first come, first served. Sort by gain.",
        "Vous prenez les premières lignes de chaque nuit, puis ôtez celles de gain 0 ou moins : premier arrivé, premier servi. Triez par gain.",
    ),
)
def first_rows_of_the_night(gain, night, slots):
    place = pd.Series(np.asarray(night)).groupby(np.asarray(night)).cumcount()
    return ((place < slots) & (np.asarray(gain) > 0)).to_numpy()


@task.mutant(
    Text(
        "You rank from the smallest gain up, so that the slots go to patients for whom asking costs more than it brings. Rank from the largest "
        "down (ascending=False).",
        "Vous classez à partir du plus petit gain : les créneaux vont à des patients chez qui demander coûte plus que cela ne rapporte. Classez à "
        "partir du plus grand (ascending=False).",
    ),
)
def smallest_of_all_first(gain, night, slots):
    gain = pd.Series(np.asarray(gain, dtype=float))
    return ((gain.groupby(np.asarray(night)).rank(method="first") <= slots) & (gain > 0)).to_numpy()


@task.mutant(
    Text(
        "Your answers are right, but stand in another order: those of one night after those of another. Patients of a night need not follow one another; "
        "write each answer at its patient's own place.",
        "Vos réponses sont justes, mais rangées dans un autre ordre : celles d'une nuit après celles d'une autre. Les patients d'une nuit ne se suivent pas "
        "forcément ; écrivez chaque réponse à la place de son patient.",
    ),
)
def night_after_night(gain, night, slots):
    chosen, night = _best(gain, night, slots), np.asarray(night)
    return np.concatenate([chosen[night == one] for one in np.unique(night)])


@task.mutant(
    Text(
        "You take the nights out of account: that many slots for all nights together. Each night has its own.",
        "Vous ne tenez pas compte des nuits : autant de créneaux pour toutes les nuits ensemble. Chaque nuit a les siens.",
    ),
)
def one_night_only(gain, night, slots):
    return _best(gain, np.zeros(len(gain)), slots)


@task.mutant(
    Text(
        "One slot a night stays empty although somebody is worth it: Python's [:slots] already stops before slots.",
        "Un créneau par nuit reste vide alors que quelqu'un en vaut la peine : en Python, [:slots] s'arrête déjà avant slots.",
    ),
)
def one_slot_too_few(gain, night, slots):
    return _best(gain, night, max(0, slots - 1))


@task.mutant(
    Text(
        "You give one patient a night more than there are slots.",
        "Vous faites voir un patient de plus par nuit qu'il n'y a de créneaux.",
    ),
)
def one_slot_too_many(gain, night, slots):
    return _best(gain, night, slots + 1)


@task.cases
def nights_with_gains(rng):
    for _ in range(5):
        busy, quiet = rng.integers(14, 20, 2), int(rng.integers(4, 7))
        night = np.repeat([1, 2, 3], [*busy, quiet])
        gain = rng.permutation(np.linspace(0.02, 0.6, len(night))) + rng.uniform(0, 0.004, len(night))
        low = rng.random(len(night)) < np.where(night == 3, 0.6, 0.2)
        low[-1], low[-2] = True, False
        order = rng.permutation(len(night))
        yield case(gain=np.where(low, -gain, gain)[order], night=night[order], slots=int(rng.integers(4, 8)))
    # nobody is worth less than nothing and slots are left: a gain of exactly 0 is not served
    night, gain = np.repeat([1, 2], [6, 5]), np.round(rng.permutation(np.linspace(0.05, 0.6, 11)), 3)
    gain[[1, 4]] = 0.0
    order = rng.permutation(11)
    yield case(gain=gain[order], night=night[order], slots=8)
    # a single night, everybody worth a call, slots enough: the least gain is served too
    yield case(gain=rng.permutation([0.07, 0.13, 0.22, 0.31, 0.48]), night=np.full(5, 3), slots=5)
