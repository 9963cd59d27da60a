"""Builder's task 4: only the k most likely words may be drawn."""

import numpy as np
import pandas as pd

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=2,
    forbids=["torch", "transformers"],
    why=Text(
        "Right: k words stay, in the proportions they had. What is cut off are the rare words; a code learned by heart is the most likely continuation, and stays.",
        "Juste : il reste k mots, dans les proportions qu'ils avaient. Ce qu'on coupe, ce sont les mots rares ; un code appris par cœur est la suite la plus probable, et il reste.",
    ),
    hints=[
        Text(
            'np.argsort(-probabilities, kind="stable")[:k] gives the places of the k largest, the earlier place first among equals.',
            "np.argsort(-probabilities, kind=\"stable\")[:k] donne les places des k plus grandes, la première d'abord en cas d'égalité.",
        ),
        Text(
            "Begin with zeros, np.zeros(len(probabilities)), copy the k values to their places, and divide by their sum.",
            "Partez de zéros, np.zeros(len(probabilities)), recopiez les k valeurs à leurs places, puis divisez par leur somme.",
        ),
    ],
    laws=[
        laws.known(
            {"probabilities": np.array([0.1, 0.4, 0.1, 0.4]), "k": 3},
            np.array([1 / 9, 4 / 9, 0, 4 / 9]),
            Text(
                "Of 0.1, 0.4, 0.1 and 0.4 three stay: both 0.4 and the first 0.1, divided by 0.9. Exactly k words stay, also when two are equal.",
                "De 0,1, 0,4, 0,1 et 0,4, trois restent : les deux 0,4 et le premier 0,1, divisés par 0,9. Il reste exactement k mots, même en cas d'égalité.",
            ),
        ),
        laws.sums_to(
            1,
            Text(
                "What stays must sum to 1 again: divide by the sum of the words kept.",
                "Ce qui reste doit de nouveau sommer à 1 : divisez par la somme des mots gardés.",
            ),
        ),
        laws.idempotent(
            "probabilities",
            Text(
                "Cutting twice to the same k must change nothing more.",
                "Couper deux fois au même k ne doit plus rien changer.",
            ),
        ),
    ],
)


@task.reference
def by_sorting(probabilities, k):
    kept = np.argsort(-probabilities, kind="stable")[:k]
    cut = np.zeros(len(probabilities))
    cut[kept] = probabilities[kept]
    return cut / cut.sum()


@task.alternative
def with_python(probabilities, k):
    places = sorted(range(len(probabilities)), key=lambda i: -probabilities[i])[:k]
    whole = sum(probabilities[i] for i in places)
    return [probabilities[i] / whole if i in places else 0.0 for i in range(len(probabilities))]


@task.alternative
def with_pandas(probabilities, k):
    kept = pd.Series(probabilities).nlargest(k, keep="first")
    return (kept / kept.sum()).reindex(range(len(probabilities)), fill_value=0).to_numpy()


@task.alternative
def one_by_one(probabilities, k):
    left, cut = np.array(probabilities), np.zeros(len(probabilities))
    for _ in range(k):
        place = int(np.argmax(left))
        cut[place], left[place] = left[place], -1
    return cut / np.sum(cut)


for change in ("absolute", "not_below_nought"):
    task.equivalent(f"*:put_in:{change}", "probabilities: never below 0")
task.equivalent("with_pandas:default:*", "nlargest keeps the first among equals by default")
task.equivalent("one_by_one:number:1 -> 2", "any number below 0 marks a word that was taken")


def _kept(probabilities, places):
    cut = np.zeros(len(probabilities))
    cut[places] = np.asarray(probabilities)[places]
    return cut


@task.mutant(
    Text(
        "What stays does not sum to 1 any more. Divide by the sum of the words kept.",
        "Ce qui reste ne somme plus à 1. Divisez par la somme des mots gardés.",
    ),
)
def not_shared_out(probabilities, k):
    return _kept(probabilities, np.argsort(-np.asarray(probabilities), kind="stable")[:k])


@task.mutant(
    Text(
        "More than k words stay when several are equal to the last one kept. Exactly k stay: among equals, the first in the list.",
        "Il reste plus de k mots quand plusieurs égalent le dernier gardé. Il en reste exactement k : entre égaux, les premiers de la liste.",
    ),
)
def equals_all_stay(probabilities, k):
    p = np.asarray(probabilities)
    cut = np.where(p >= np.sort(p)[::-1][k - 1], p, 0)
    return cut / cut.sum()


@task.mutant(
    Text(
        "Among equals you keep the last of the list; the task keeps the first. (A sort turned round, [::-1], turns the equals round too.)",
        "Entre égaux, vous gardez les derniers de la liste ; l'énoncé garde les premiers. (Un tri retourné, [::-1], retourne aussi les égaux.)",
    ),
)
def last_among_equals(probabilities, k):
    cut = _kept(probabilities, np.argsort(np.asarray(probabilities), kind="stable")[::-1][:k])
    return cut / cut.sum()


@task.mutant(
    Text(
        "You keep the k least likely words. np.argsort begins with the smallest: put a minus sign before the probabilities.",
        "Vous gardez les k mots les moins probables. np.argsort commence par le plus petit : mettez un signe moins devant les probabilités.",
    ),
)
def the_rarest(probabilities, k):
    cut = _kept(probabilities, np.argsort(np.asarray(probabilities), kind="stable")[:k])
    return cut / (cut.sum() or 1)


@task.mutant(
    Text(
        "The k words kept all have the same probability. They keep their proportions: a word twice as likely stays twice as likely.",
        "Les k mots gardés ont tous la même probabilité. Ils gardent leurs proportions : un mot deux fois plus probable le reste.",
    ),
)
def all_alike(probabilities, k):
    cut = _kept(np.ones(len(probabilities)), np.argsort(-np.asarray(probabilities), kind="stable")[:k])
    return cut / cut.sum()


@task.mutant(
    Text(
        "You return the k probabilities alone. The answer has one number for each word, in their order, with 0 for those cut off: otherwise nobody knows which word is which.",
        "Vous renvoyez seulement les k probabilités. La réponse a un nombre par mot, dans leur ordre, 0 pour ceux qu'on coupe : sinon, nul ne sait plus quel mot est lequel.",
    ),
)
def only_those_kept(probabilities, k):
    kept = np.sort(np.asarray(probabilities))[::-1][:k]
    return kept / kept.sum()


@task.mutant(
    Text(
        "You take the exponential of the probabilities. They are probabilities already: a word twice as likely would no longer be twice as likely. Divide those kept by their sum.",
        "Vous prenez l'exponentielle des probabilités. Ce sont déjà des probabilités : un mot deux fois plus probable ne le serait plus. Divisez celles qui restent par leur somme.",
    ),
)
def softmax_again(probabilities, k):
    cut = _kept(np.exp(probabilities), np.argsort(-np.asarray(probabilities), kind="stable")[:k])
    return cut / cut.sum()


@task.mutant(
    Text(
        "You keep the first k of the list, whatever their probabilities. Keep the k most likely.",
        "Vous gardez les k premiers de la liste, quelle que soit leur probabilité. Gardez les k plus probables.",
    ),
)
def first_of_the_list(probabilities, k):
    cut = _kept(probabilities, np.arange(k))
    return cut / (cut.sum() or 1)


@task.mutant(
    Text(
        "What you cut off is spread evenly over the words kept. They must keep their proportions: divide by their sum.",
        "Ce que vous coupez est réparti à parts égales sur les mots gardés. Ils doivent garder leurs proportions : divisez par leur somme.",
    ),
)
def rest_spread_evenly(probabilities, k):
    places = np.argsort(-np.asarray(probabilities), kind="stable")[:k]
    cut = _kept(probabilities, places)
    cut[places] += (1 - cut.sum()) / k
    return cut


@task.cases
def words(rng):
    for length, k in ((6, 1), (8, 3), (9, 4), (7, 7)):
        weights = rng.permutation(np.arange(1, length + 1)).astype(float) ** 2
        yield case(probabilities=weights / weights.sum(), k=k)
    for k in (2, 4):  # equals at the place where the list is cut
        weights = np.array([1.0, 5.0, 3.0, 3.0, 1.0, 3.0, 8.0, 3.0])[rng.permutation(8)]
        yield case(probabilities=weights / 27, k=k)
    weights = rng.choice([1.0, 2.0, 3.0], 60)  # a long list: a sort that is not stable mixes equals up
    yield case(probabilities=weights / weights.sum(), k=int(np.sum(weights == 3)) + 4)
    for order in ([0, 1, 2, 3, 4], [1, 0, 4, 2, 3]):  # fewer words than k can come at all
        weights = np.array([8.0, 0.0, 0.0, 1.0, 7.0])[order]
        yield case(probabilities=weights / 16, k=4)
