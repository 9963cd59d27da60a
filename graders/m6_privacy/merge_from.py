"""Builder's task 3: from which score two charts are proposed for merging, when both errors have a price."""

import numpy as np

from labkit.tasks import Text, case, function_task, laws

from .charts import draw_pairs, price_at

task = function_task(
    points=2,
    why=Text(
        "Right. The threshold comes from the two prices: where another person's blood group is feared most, more duplicates are left, and a person must look for them. The score only proposes; "
        "the identity-vigilance unit merges.",
        "Juste. Le seuil vient des deux prix : là où l'on craint le plus le groupe sanguin d'un autre, il reste plus de doublons, et une personne doit les chercher. Le score ne fait que proposer ; "
        "c'est la cellule d'identitovigilance qui fusionne.",
    ),
    hints=[
        Text(
            "Merging nothing is a choice too: it leaves every duplicate. Start from there: best, least = np.inf, same.sum() * duplicate.",
            "Ne rien fusionner est aussi un choix : tous les doublons restent. Partez de là : best, least = np.inf, same.sum() * duplicate.",
        ),
        Text(
            "For each score taken as a limit: merged = score >= limit. A duplicate left is same & ~merged, a collision made is ~same & merged.",
            "Pour chaque score pris comme limite : merged = score >= limit. Un doublon laissé, c'est same & ~merged ; une collision créée, ~same & merged.",
        ),
        Text(
            "Go through np.unique(score) from the highest down and replace the best only if the price is strictly lower: then, at equal prices, the highest limit stays.",
            "Parcourez np.unique(score) du plus haut au plus bas et ne remplacez le meilleur que si le prix est strictement plus bas : à prix égal, la limite la plus haute reste.",
        ),
    ],
    laws=[
        laws.known(
            {
                "score": np.array([95.0, 90.0, 80.0, 70.0]),
                "same": np.array([True, False, True, False]),
                "duplicate": 1.0,
                "collision": 10.0,
            },
            95.0,
            Text(
                "Four pairs. From 95 one merge, and it is right: one duplicate is left, price 1. From 80 a collision would be made for it: price 10. Keep 95.",
                "Quatre paires. Dès 95, une fusion, et elle est juste : il reste un doublon, prix 1. Dès 80, on le payerait d'une collision : prix 10. Gardez 95.",
            ),
        ),
        laws.known(
            {
                "score": np.array([95.0, 90.0]),
                "same": np.array([False, True]),
                "duplicate": 0.4,
                "collision": 0.1,
            },
            90.0,
            Text(
                "Two pairs, and prices below 1: a collision at 0.1, a duplicate left at 0.4. Merging both costs 0.1, merging none 0.4. Keep 90.",
                "Deux paires, et des prix inférieurs à 1 : une collision à 0,1, un doublon laissé à 0,4. Tout fusionner coûte 0,1, ne rien fusionner 0,4. Gardez 90.",
            ),
        ),
        laws.monotone(
            "collision",
            [0.5, 1.0, 3.0, 10.0, 50.0],
            message=Text(
                "When a collision becomes dearer, your limit falls: more charts are merged. It can only rise.",
                "Quand la collision devient plus chère, votre limite baisse : on fusionne davantage. Elle ne peut que monter.",
            ),
        ),
        laws.permutation_invariant(["score", "same"]),
    ],
)


@task.reference
def from_the_top(score, same, duplicate, collision):
    best, least = np.inf, same.sum() * duplicate
    for limit in np.unique(score)[::-1]:
        merged = score >= limit
        price = (same & ~merged).sum() * duplicate + (~same & merged).sum() * collision
        if price < least:
            best, least = limit, price
    return best


@task.alternative
def by_running_sums(score, same, duplicate, collision):
    order = np.argsort(-score, kind="stable")
    gain = np.where(same[order], duplicate, -collision).cumsum()
    last = np.append(np.diff(score[order]) != 0, True)
    gain = np.where(last, gain, -np.inf)
    place = int(np.argmax(gain))
    return float(score[order][place]) if gain[place] > 0 else float("inf")


@task.alternative
def by_a_list_of_prices(score, same, duplicate, collision):
    pairs = list(zip(score.tolist(), same.tolist(), strict=True))
    limits = sorted({float("inf"), *score.tolist()}, reverse=True)
    prices = [
        sum((duplicate if s < t else 0) if y else (collision if s >= t else 0) for s, y in pairs)
        for t in limits
    ]
    return limits[prices.index(min(prices))]


task.equivalent("*:put_in:absolute", "a score is never below 0")
task.equivalent("*:put_in:not_below_nought", "a score is never below 0")
task.equivalent("by_running_sums:ties:*", "of equal scores only the sum after the last counts")
task.equivalent("by_running_sums:default:*", "of equal scores only the sum after the last counts")


@task.mutant(
    Text(
        "You count errors as if they weighed the same. A missed allergy and another person's blood group do not: use both prices.",
        "Vous comptez les erreurs comme si elles pesaient autant. Une allergie manquée et le groupe sanguin d'un autre ne se valent pas : servez-vous des deux prix.",
    ),
)
def errors_alike(score, same, duplicate, collision):
    return from_the_top(score, same, 1.0, 1.0)


@task.mutant(
    Text(
        "You have exchanged the two prices. A collision is a merge of two people; a duplicate is a pair of one person's charts that stays apart.",
        "Vous avez échangé les deux prix. Une collision, c'est la fusion de deux personnes ; un doublon, deux dossiers d'une même personne restés séparés.",
    ),
)
def prices_exchanged(score, same, duplicate, collision):
    return from_the_top(score, same, collision, duplicate)


@task.mutant(
    Text(
        "You tolerate no duplicate, whatever the collisions. Where a collision costs more, some charts are better left apart.",
        "Vous ne laissez aucun doublon, quelles que soient les collisions. Quand une collision coûte plus cher, mieux vaut laisser certains dossiers séparés.",
    ),
)
def no_duplicate_left(score, same, duplicate, collision):
    return score[same].min() if same.any() else np.inf


@task.mutant(
    Text(
        "You tolerate no collision, whatever the duplicates. It sounds safe; each duplicate left may hide an allergy. Weigh the two.",
        "Vous ne créez aucune collision, quels que soient les doublons. Cela semble sûr ; chaque doublon laissé peut cacher une allergie. Pesez les deux.",
    ),
)
def no_collision_made(score, same, duplicate, collision):
    safe = score[same & (score > np.max(score[~same], initial=-np.inf))]
    return safe.min() if len(safe) else np.inf


@task.mutant(
    Text(
        "A pair at the limit itself is merged: score >= limit. You leave it apart.",
        "Une paire dont le score est égal à la limite est fusionnée : score >= limit. Vous la laissez séparée.",
    ),
)
def above_the_limit(score, same, duplicate, collision):
    limits = [*np.unique(score)[::-1]]
    prices = [price_at(score, same, np.nextafter(t, np.inf), duplicate, collision) for t in limits]
    return limits[int(np.argmin(prices))]


@task.mutant(
    Text(
        "Two limits cost the same and you take the lower one. At equal price, merge less: a merge is hard to undo.",
        "Deux limites coûtent autant et vous prenez la plus basse. À prix égal, fusionnez moins : une fusion se défait mal.",
    ),
)
def the_lower_of_two(score, same, duplicate, collision):
    limits = [*np.unique(score), np.inf]
    return limits[int(np.argmin([price_at(score, same, t, duplicate, collision) for t in limits]))]


@task.mutant(
    Text(
        "Merging nothing is a choice too (np.inf): where a collision is very dear and every score doubtful, it is the cheapest.",
        "Ne rien fusionner est aussi un choix (np.inf) : quand une collision est très chère et que tous les scores sont douteux, c'est le moins cher.",
    ),
)
def always_merges(score, same, duplicate, collision):
    limits = np.unique(score)[::-1]
    return limits[int(np.argmin([price_at(score, same, t, duplicate, collision) for t in limits]))]


@task.mutant(
    Text(
        "You price shares, of one person's pairs and of two people's. There are far more of the latter: a share of 1 in 100 may be dozens of patients. Count errors.",
        "Vous payez des parts, des paires d'une même personne et de celles de deux personnes. Les secondes sont bien plus nombreuses : une part de 1 sur 100 fait peut-être des dizaines de patients. Comptez les erreurs.",
    ),
)
def shares_for_counts(score, same, duplicate, collision):
    limits = [np.inf, *np.unique(score)[::-1]]
    pairs, people = max(same.sum(), 1), max((~same).sum(), 1)
    return limits[
        int(np.argmin([price_at(score, same, t, duplicate / pairs, collision / people) for t in limits]))
    ]


@task.mutant(
    Text(
        "For merging nothing you give -1, and from -1 on every pair is merged. The limit that no score reaches is np.inf.",
        "Pour ne rien fusionner, vous donnez -1, et à partir de -1 tout est fusionné. La limite qu'aucun score n'atteint est np.inf.",
    ),
)
def minus_one_for_none(score, same, duplicate, collision):
    limit = from_the_top(score, same, duplicate, collision)
    return limit if np.isfinite(limit) else -1.0


@task.mutant(
    Text(
        "You try limits that are no score. Between two scores nothing changes, and such a limit looks more exact than it is: choose among those that occur, np.unique(score).",
        "Vous essayez des limites qui ne sont pas des scores. Entre deux scores, rien ne change, et une telle limite paraît plus précise qu'elle n'est : choisissez parmi ceux qui se présentent, np.unique(score).",
    ),
)
def limits_between_scores(score, same, duplicate, collision):
    limits = [np.inf, *range(100, -1, -1)]
    return limits[int(np.argmin([price_at(score, same, t, duplicate, collision) for t in limits]))]


def _near(rng, score, same, duplicate, collision):
    """These pairs, all scores moved alike and both prices multiplied alike: what is best stays best."""
    times, moved = float(rng.integers(1, 9)), round(float(rng.uniform(-6, 0)), 5)
    return case(
        score=np.round(np.array(score) + moved, 5),
        same=np.array(same),
        duplicate=times * duplicate,
        collision=times * collision,
    )


@task.cases
def reviewed_pairs(rng):
    for duplicate, collision in ((1.0, 4.0), (1.0, 20.0), (2.0, 3.0), (5.0, 1.0)):
        score, same = draw_pairs(rng)
        yield case(score=score, same=same, duplicate=duplicate, collision=collision)
    # two limits that cost the same: two more duplicates found, for one collision of twice the price
    yield _near(rng, [97, 91, 88, 84, 60], [True, False, True, True, False], 1, 2)
    # nothing is worth merging: the highest score is another person's
    yield _near(rng, [99, 92, 75, 61], [False, True, False, True], 1, 9)
    # merging nothing costs as much as one limit
    yield _near(rng, [93, 90, 71], [False, True, False], 3, 3)
    # the lowest score is the best limit, and the pair that says so comes last
    yield _near(rng, [90, 95, 85], [False, True, True], 1, 0.5)
    # one person's pair and two people's with the same score: they are merged together or not at all
    yield _near(rng, [90, 90, 70], [True, False, False], 1, 3)
