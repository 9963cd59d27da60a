"""Builder's task 1: minutes of nurses for each deterioration that the alarm finds."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

_BY_HAND = {
    "points": np.array([3.0, 1.0, 2.0, 2.5, 0.5]),
    "worse": np.array([1, 1, 0, 0, 0]),
    "threshold": 2.0,
    "found": 40.0,
    "nothing": 15.0,
}

task = function_task(
    points=2,
    why=Text(
        "Right: the calls for nothing are paid by those that find something. A threshold is a price: lower it by half a point, and each catch costs more minutes than the one before.",
        "Juste : les appels pour rien se paient sur ceux qui trouvent quelque chose. Un seuil est un prix : baissez-le d'un demi-point, et chaque découverte coûte plus de minutes que la précédente.",
    ),
    hints=[
        Text(
            "Which lines ring? points >= threshold. Of these, some are worse (found minutes each) and the others are not (nothing minutes each).",
            "Quelles lignes sonnent ? points >= threshold. Parmi elles, certaines vont plus mal (found minutes chacune), les autres non (nothing minutes chacune).",
        ),
        Text(
            "All these minutes, divided by the number of lines that ring and are worse. Where there is none: np.inf.",
            "Toutes ces minutes, divisées par le nombre de lignes qui sonnent et vont plus mal. S'il n'y en a aucune : np.inf.",
        ),
    ],
    laws=[
        laws.bounded(0, None),
        laws.known(
            _BY_HAND,
            70.0,
            Text(
                "Five mornings, threshold 2: three ring (3, 2 and 2.5 points), one of them is worse. 40 minutes for that one, 15 for each of the two others, for one catch. The patient at 1 point is missed, and takes no call.",
                "Cinq matins, seuil 2 : trois sonnent (3, 2 et 2,5 points), dont un va plus mal. 40 minutes pour celui-là, 15 pour chacun des deux autres, pour une découverte. Le patient à 1 point est manqué : aucun appel.",
            ),
        ),
    ],
)


@task.reference
def by_counts(points, worse, threshold, found, nothing):
    rings = points >= threshold
    catches = (rings & (worse == 1)).sum()
    minutes = found * catches + nothing * (rings.sum() - catches)
    return minutes / catches if catches else np.inf


@task.alternative
def one_by_one(points, worse, threshold, found, nothing):
    minutes = catches = 0
    for score, bad in zip(points, worse, strict=True):
        if score >= threshold:
            minutes += found if bad else nothing
            catches += int(bad)
    return minutes / catches if catches > 0 else float("inf")


@task.alternative
def from_the_ppv(points, worse, threshold, found, nothing):
    """A catch's own minutes, and those of the calls for nothing that come with it: (1 - PPV) / PPV of them."""
    those = worse[points >= threshold]
    if not those.any():
        return np.inf
    ppv = those.mean()
    return found + nothing * (1 - ppv) / ppv


@task.mutant(
    Text(
        "You divide by all the calls. That is what a call takes; what a catch takes is paid by fewer.",
        "Vous divisez par tous les appels. C'est ce que prend un appel ; une découverte se paie sur un plus petit nombre.",
    ),
)
def per_call(points, worse, threshold, found, nothing):
    rings = points >= threshold
    catches = (rings & (worse == 1)).sum()
    total = found * catches + nothing * (rings.sum() - catches)
    return total / rings.sum() if rings.any() else np.inf


@task.mutant(
    Text(
        "You divide by all who are worse, those included whom nobody called. A missed deterioration is not a catch.",
        "Vous divisez par tous les patients qui vont plus mal, y compris ceux que personne n'a appelés. Une aggravation manquée n'est pas une découverte.",
    ),
)
def missed_counted(points, worse, threshold, found, nothing):
    rings = points >= threshold
    catches = (rings & (worse == 1)).sum()
    total = found * catches + nothing * (rings.sum() - catches)
    return total / worse.sum() if catches else np.inf


@task.mutant(
    Text(
        "Every call takes `nothing` minutes in your answer. A call that finds something takes longer: the physician, the pharmacy, the second call in the evening.",
        "Chez vous, chaque appel dure `nothing` minutes. Un appel qui trouve quelque chose est plus long : le médecin, la pharmacie, le second appel le soir.",
    ),
)
def all_calls_alike(points, worse, threshold, found, nothing):
    rings = points >= threshold
    catches = (rings & (worse == 1)).sum()
    return nothing * rings.sum() / catches if catches else np.inf


@task.mutant(
    Text(
        "Only the calls that find something take time in your answer. The others fill the day, and they are what the threshold decides.",
        "Chez vous, seuls les appels qui trouvent quelque chose prennent du temps. Les autres remplissent la journée, et c'est d'eux que décide le seuil.",
    ),
)
def false_calls_are_free(points, worse, threshold, found, nothing):
    catches = ((points >= threshold) & (worse == 1)).sum()
    return found if catches else np.inf


@task.mutant(
    Text(
        "A morning exactly at the threshold rings: from so many points on.",
        "Un matin exactement au seuil sonne : à partir de tant de points.",
    ),
)
def above_the_threshold_alone(points, worse, threshold, found, nothing):
    rings = points > threshold
    catches = (rings & (worse == 1)).sum()
    minutes = found * catches + nothing * (rings.sum() - catches)
    return minutes / catches if catches else np.inf


@task.mutant(
    Text(
        "Where nothing is caught, your answer is 0, as if catches were free. No amount of minutes buys one: np.inf.",
        "Quand rien n'est trouvé, vous répondez 0, comme si une découverte était gratuite. Aucune minute n'en achète une : np.inf.",
    ),
)
def nothing_caught_is_free(points, worse, threshold, found, nothing):
    result = by_counts(points, worse, threshold, found, nothing)
    return result if np.isfinite(result) else 0.0


@task.mutant(
    Text(
        "Where nothing rings, you divide 0 by 0 and get nan. Nothing is caught there either, and no minutes buy a catch: np.inf.",
        "Quand rien ne sonne, vous divisez 0 par 0 et obtenez nan. Là non plus, rien n'est trouvé, et aucune minute n'achète une découverte : np.inf.",
    ),
)
def nothing_rings_is_nan(points, worse, threshold, found, nothing):
    rings = points >= threshold
    return by_counts(points, worse, threshold, found, nothing) if rings.any() else float("nan")


@task.mutant(
    Text(
        "You divide by all the calls: that is how long a call takes. The minutes of the calls for nothing are to be paid by those that find something: divide by the catches.",
        "Vous divisez par tous les appels : c'est la durée d'un appel. Les minutes des appels pour rien se paient sur ceux qui trouvent : divisez par les découvertes.",
    ),
)
def minutes_of_a_call(points, worse, threshold, found, nothing):
    rings = points >= threshold
    catches = (rings & (worse == 1)).sum()
    minutes = found * catches + nothing * (rings.sum() - catches)
    return minutes / rings.sum() if catches else np.inf


task.equivalent("from_the_ppv:put_in:rounded", "infinity has no digits to round")


@task.cases
def mornings(rng):
    for people, share in ((60, 0.2), (40, 0.1), (80, 0.35)):
        worse = (rng.random(people) < share).astype(np.int64)
        worse[:2] = 1, 0
        points = np.round(rng.gamma(2, 0.7, people) + 1.2 * worse, 1)
        threshold = 2.0
        points[:2] = 2.0
        points[2:4], worse[2:4] = 0.4, 1
        points[4:6], worse[4:6] = 3.1, 0
        found, nothing = float(rng.integers(30, 60)), float(rng.integers(8, 20))
        yield case(points=points, worse=worse, threshold=threshold, found=found, nothing=nothing)
    # Seven catches for five calls about nothing: minutes that no rounding leaves as they are.
    some = np.repeat([1, 0], [7, 5])
    found, nothing = float(rng.integers(30, 60)), float(rng.choice([8, 9, 11, 12, 13, 15, 16, 17, 18, 19]))
    yield case(points=np.full(12, 2.5), worse=some, threshold=2.0, found=found, nothing=nothing)
    # Nothing rings; only calls for nothing; only catches.
    quiet = np.round(rng.uniform(0, 1.5, 12), 1)
    some = np.array([1, 0] * 6)
    yield case(points=quiet, worse=some, threshold=4.0, found=40.0, nothing=15.0)
    yield case(points=np.where(some == 1, 0.2, 5.0), worse=some, threshold=4.0, found=40.0, nothing=15.0)
    yield case(points=np.where(some == 1, 5.0, 0.2), worse=some, threshold=4.0, found=35.0, nothing=12.0)
