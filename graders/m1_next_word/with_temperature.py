"""Builder's task 3: from logits to probabilities, at a temperature."""

import math

import numpy as np

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=2,
    forbids=["torch", "scipy.special", "scipy.stats", "sklearn.utils"],
    why=Text(
        "Right: below 1 the most likely word takes nearly everything, above 1 the others return, and the order never changes. The temperature adds no knowledge: it only sets how often the model takes its second choice.",
        "Juste : sous 1, le mot le plus probable prend presque tout ; au-dessus, les autres reviennent ; l'ordre ne change jamais. La température n'ajoute aucun savoir : elle règle seulement la fréquence des seconds choix.",
    ),
    hints=[
        Text(
            "Divide the logits by the temperature first, then np.exp, then divide by the sum.",
            "Divisez d'abord les logits par la température, puis np.exp, puis divisez par la somme.",
        ),
        Text(
            "np.exp(1000) is infinite. Subtract the largest of the divided logits from all of them: the probabilities do not change, and nothing overflows.",
            "np.exp(1000) est infini. Retranchez de tous les logits divisés le plus grand d'entre eux : les probabilités ne changent pas et rien ne déborde.",
        ),
    ],
    laws=[
        laws.sums_to(1, Text("The probabilities must sum to 1.", "Les probabilités doivent sommer à 1.")),
        laws.known(
            {"logits": np.array([math.log(8), math.log(2), 0.0]), "temperature": 1.0},
            np.array([8 / 11, 2 / 11, 1 / 11]),
            Text(
                "At temperature 1, logits log 8, log 2 and log 1 give 8, 2 and 1 parts of 11.",
                "À la température 1, les logits log 8, log 2 et log 1 donnent 8, 2 et 1 parts sur 11.",
            ),
        ),
        laws.unchanged_by(
            "logits",
            [np.array([2.0, 1.0, 0.0]), np.array([1002.0, 1001.0, 1000.0])],
            Text(
                "Adding the same number to all logits must change nothing, even 1000: only their differences count. Subtract the largest before np.exp.",
                "Ajouter le même nombre à tous les logits ne doit rien changer, même 1000 : seules leurs différences comptent. Retranchez le plus grand avant np.exp.",
            ),
        ),
        # in every case the first logit is the largest
        laws.monotone(
            "temperature",
            [0.25, 0.5, 1.0, 2.0, 5.0, 50.0],
            Text(
                "When the temperature rises, the most likely word must lose probability and the choice become more even (the entropy rises).",
                "Quand la température monte, le mot le plus probable doit perdre en probabilité et le choix devenir plus égal (l'entropie augmente).",
            ),
            part=0,
            falling=True,
        ),
    ],
)


@task.reference
def softmax(logits, temperature):
    scaled = logits / temperature
    weights = np.exp(scaled - scaled.max())
    return weights / weights.sum()


@task.alternative
def word_by_word(logits, temperature):
    top = max(logits)
    weights = [math.exp((value - top) / temperature) for value in logits]
    return [weight / sum(weights) for weight in weights]


@task.alternative
def through_logarithms(logits, temperature):
    scaled = np.asarray(logits) / temperature
    return np.exp(scaled - np.logaddexp.reduce(scaled))


for change in ("absolute", "not_below_nought"):
    task.equivalent(f"*:put_in:{change}", "probabilities: never below 0")


def _softmax(scaled):
    weights = np.exp(scaled - np.max(scaled))
    return weights / weights.sum()


@task.mutant(
    Text(
        "You multiply by the temperature. A high one must make the choice more even; yours makes it surer. Divide.",
        "Vous multipliez par la température. Haute, elle doit rendre le choix plus égal ; chez vous, elle le rend plus sûr. Divisez.",
    ),
)
def multiplied(logits, temperature):
    return _softmax(np.asarray(logits) * temperature)


@task.mutant(
    Text(
        "You divide the probabilities by the temperature, and they no longer sum to 1. The temperature divides the logits, before np.exp.",
        "Vous divisez les probabilités par la température : leur somme ne vaut plus 1. La température divise les logits, avant np.exp.",
    ),
)
def divides_probabilities(logits, temperature):
    return _softmax(np.asarray(logits)) / temperature


@task.mutant(
    Text(
        "The temperature has no effect: dividing all the weights by it and then by their sum gives back the same probabilities. Divide the logits, before np.exp.",
        "La température n'a aucun effet : diviser tous les poids par elle puis par leur somme redonne les mêmes probabilités. Divisez les logits, avant np.exp.",
    ),
)
def without_effect(logits, temperature):
    return _softmax(np.asarray(logits))


@task.mutant(
    Text(
        "You share out the logits themselves, without np.exp: probabilities become negative, or infinite.",
        "Vous répartissez les logits eux-mêmes, sans np.exp : des probabilités deviennent négatives, ou infinies.",
    ),
)
def without_exponential(logits, temperature):
    scaled = np.asarray(logits, dtype=float) / temperature
    return scaled / (scaled.sum() or 1.0)


@task.mutant(
    Text(
        "np.exp overflows: with large logits the answer is not a number. Subtract the largest one first; the probabilities stay the same.",
        "np.exp déborde : avec de grands logits, le résultat n'est plus un nombre. Retranchez d'abord le plus grand ; les probabilités restent les mêmes.",
    ),
)
def overflows(logits, temperature):
    with np.errstate(over="ignore", invalid="ignore"):
        weights = np.exp(np.asarray(logits, dtype=float) / temperature)
        return weights / weights.sum()


@task.mutant(
    Text(
        "All the probability goes to the most likely word, whatever the temperature: that is temperature 0, and the same sentence each time.",
        "Toute la probabilité va au mot le plus probable, quelle que soit la température : c'est la température 0, et chaque fois la même phrase.",
    ),
)
def always_the_first_choice(logits, temperature):
    return (np.arange(len(logits)) == np.argmax(logits)).astype(float)


@task.mutant(
    Text(
        "You sorted the words. Nobody knows any more which probability belongs to which: keep the order of the logits.",
        "Vous avez trié les mots. On ne sait plus quelle probabilité va à quel mot : gardez l'ordre des logits.",
    ),
)
def sorted_words(logits, temperature):
    return _softmax(np.sort(np.asarray(logits))[::-1] / temperature)


@task.mutant(
    Text(
        "Below 1 you always take the most likely word. Temperature 0 does that; at 0.5 the others become rarer, and still come.",
        "Sous 1, vous prenez toujours le mot le plus probable. C'est ce que fait la température 0 ; à 0,5, les autres se font plus rares, et viennent encore.",
    ),
)
def cold_means_certain(logits, temperature):
    if temperature < 1:
        return (np.arange(len(logits)) == np.argmax(logits)).astype(float)
    return _softmax(np.asarray(logits) / temperature)


@task.cases
def logits(rng):
    for temperature in (0.5, 1.7, 3.0):
        drawn = rng.normal(0, 2, 7).round(3)
        drawn[0] = drawn.max() + 0.5
        yield case(logits=drawn, temperature=temperature)
    large = rng.uniform(1500, 1520, 5).round(2)
    large[0] = 1521.0
    yield case(logits=large, temperature=float(rng.choice([0.4, 0.8])))
    far = rng.uniform(-900, 900, 6).round(1)  # so far apart that the lowest cannot be subtracted instead
    far[0] = 950.0
    far[-1] = -950.0
    yield case(logits=far, temperature=float(rng.choice([0.5, 0.9])))
    low = rng.uniform(-2520, -2500, 5).round(2)
    low[0] = -2499.5
    yield case(logits=low, temperature=float(rng.choice([2.0, 4.0])))
