"""Builder's task 2: the answer that a model gives when asked again and again, or none."""

from collections import Counter
from math import sqrt

from labkit.tasks import Text, Tolerance, case, function_task, laws

task = function_task(
    points=2,
    tolerance=Tolerance(absolute=1e-3),
    why=Text(
        "Right. Nothing is said unless the model says it most of the time, and ten askings are few: the interval counts that. A settled answer may still be wrong, the same way each time.",
        "Juste. On ne dit rien que le modèle ne dise la plupart du temps, et dix essais sont peu : l'intervalle en tient compte. Une réponse stable peut encore être fausse, chaque fois de la même façon.",
    ),
    hints=[
        Text(
            "Counter(a for a in answers if a is not None).most_common(1) is a list: [(answer, how many times)], or empty.",
            "Counter(a for a in answers if a is not None).most_common(1) est une liste : [(réponse, nombre de fois)], ou vide.",
        ),
        Text(
            "low, high = wilson_interval(k, len(answers)): of all the askings, also those without an answer. Return the answer if low >= least, None otherwise.",
            "low, high = wilson_interval(k, len(answers)) : sur tous les essais, même ceux sans réponse. Renvoyez la réponse si low >= least, None sinon.",
        ),
    ],
    laws=[
        laws.known(
            {"answers": ["40 mg"] * 9 + ["4 mg"], "least": 0.5},
            "40 mg",
            Text(
                "Nine of ten is settled: the interval begins well above one half.",
                "Neuf sur dix, c'est stable : l'intervalle commence bien au-dessus de la moitié.",
            ),
            part=0,
        ),
        laws.permutation_invariant(
            ["answers"],
            Text(
                "The order in which the answers came must change nothing.",
                "L'ordre dans lequel les réponses sont venues ne doit rien changer.",
            ),
        ),
    ],
)


def _wilson(k, n, z=1.959964):
    p = k / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return middle - half, middle + half


@task.reference
def with_a_counter(answers, least):
    counts = Counter(a for a in answers if a is not None).most_common(1)
    answer, k = counts[0] if counts else (None, 0)
    low, high = _wilson(k, len(answers))
    return [answer if low >= least else None, low, high]


@task.alternative
def with_labkit(answers, least):
    from labkit.evaluate import wilson_interval

    given = [answer for answer in answers if answer is not None]
    answer = max(sorted(set(given)), key=given.count, default=None)
    low, high = wilson_interval(given.count(answer), len(answers))
    return (answer if float(low) >= least else None), float(low), float(high)


@task.alternative
def with_pandas(answers, least):
    import pandas as pd
    from statsmodels.stats.proportion import proportion_confint

    counts = pd.Series(answers, dtype=object).value_counts()
    k = 0 if counts.empty else int(counts.iloc[0])
    low, high = proportion_confint(k, len(answers), method="wilson")
    return (counts.index[0] if low >= least else None, low, high)


for _name in ("with_a_counter", "with_labkit", "with_pandas"):
    task.equivalent(f"{_name}:put_in:*", "No bound of a share is negative.")
    task.equivalent(f"{_name}:comparison:*low*", "No interval begins at `least` to the last digit.")
task.equivalent("with_a_counter:number:1 -> 2", "Only the first is read.")
task.equivalent("with_a_counter:number:0 -> -1", "The list has one element, the first and the last.")
for _change in ("sort:*", "ties*"):
    task.equivalent(
        f"with_labkit:{_change}", "Of two answers that are equally frequent neither reaches one half."
    )


@task.mutant(
    Text(
        "You leave out the askings without an answer. A model that stays silent seven times of ten has settled on nothing.",
        "Vous laissez de côté les essais sans réponse. Un modèle qui se tait sept fois sur dix n'a rien de stable.",
    ),
)
def silence_forgotten(answers, least):
    given = [answer for answer in answers if answer is not None]
    return with_a_counter(given or answers, least)


@task.mutant(
    Text(
        "The share is enough for you, without its interval. Six of ten may be four of ten tomorrow.",
        "La part vous suffit, sans son intervalle. Six sur dix, ce sera peut-être quatre sur dix demain.",
    ),
)
def share_is_enough(answers, least):
    counts = Counter(a for a in answers if a is not None).most_common(1)
    answer, k = counts[0] if counts else (None, 0)
    low, high = _wilson(k, len(answers))
    return [answer if k / len(answers) >= least else None, low, high]


@task.mutant(
    Text(
        "Your interval is that of large numbers: ten answers of ten give it no width at all. Wilson's does not fall into that trap.",
        "Votre intervalle est celui des grands nombres : dix réponses sur dix lui ôtent toute largeur. Celui de Wilson évite ce piège.",
    ),
)
def no_width_at_the_end(answers, least):
    counts = Counter(a for a in answers if a is not None).most_common(1)
    answer, k = counts[0] if counts else (None, 0)
    p = k / len(answers)
    half = 1.959964 * sqrt(p * (1 - p) / len(answers))
    return [answer if p - half >= least else None, p - half, p + half]


@task.mutant(
    Text(
        "You take the last answer. The model was asked again because one answer proves nothing.",
        "Vous prenez la dernière réponse. On redemande au modèle parce qu'une réponse seule ne prouve rien.",
    ),
)
def the_last_one(answers, least):
    last = sorted((a for a in answers if a is not None), reverse=True)[:1]
    k = answers.count(last[0]) if last else 0
    low, high = _wilson(k, len(answers))
    return [last[0] if last and low >= least else None, low, high]


@task.mutant(
    Text(
        "Silence is counted as an answer that can win. Where the model says nothing most of the time, the most frequent *answer* is rare.",
        "Vous comptez le silence comme une réponse qui peut l'emporter. Là où le modèle se tait le plus souvent, la *réponse* la plus fréquente est rare.",
    ),
)
def silence_may_win(answers, least):
    answer, k = Counter(answers).most_common(1)[0]
    low, high = _wilson(k, len(answers))
    return [answer if low >= least else None, low, high]


@task.mutant(
    Text(
        "You always give the most frequent answer. Abstaining is part of the task: below `least`, return None.",
        "Vous donnez toujours la réponse la plus fréquente. S'abstenir fait partie de la tâche : au-dessous de `least`, renvoyez None.",
    ),
)
def never_abstains(answers, least):
    return with_a_counter(answers, 0)


@task.mutant(
    Text(
        "You divide by the askings that gave an answer. A model that stays silent most of the time has settled on nothing: count its silences below.",
        "Vous divisez par les essais qui ont donné une réponse. Un modèle qui se tait le plus souvent n'a rien de stable : comptez ses silences au dénominateur.",
    ),
)
def of_those_that_answered(answers, least):
    counts = Counter(a for a in answers if a is not None)
    answer, k = counts.most_common(1)[0] if counts else (None, 0)
    low, high = _wilson(k, max(counts.total(), 1))
    return [answer if low >= least else None, low, high]


@task.mutant(
    Text(
        "You ask whether the *upper* bound reaches `least`: that it may be settled. It is to be given only where it is settled at the least: the lower bound.",
        "Vous demandez si la borne *haute* atteint `least` : que la réponse soit peut-être stable. On ne la donne que si elle l'est au moins : la borne basse.",
    ),
)
def may_be_settled(answers, least):
    counts = Counter(a for a in answers if a is not None).most_common(1)
    answer, k = counts[0] if counts else (None, 0)
    low, high = _wilson(k, len(answers))
    return [answer if high >= least else None, low, high]


@task.mutant(
    Text(
        "The interval is one of 90 %: narrower, and wrong one time in ten. 95 % takes 1.96, as wilson_interval does.",
        "Votre intervalle est à 90 % : plus étroit, et faux une fois sur dix. Pour 95 %, il faut 1,96, comme dans wilson_interval.",
    ),
)
def ninety_per_cent(answers, least):
    counts = Counter(a for a in answers if a is not None).most_common(1)
    answer, k = counts[0] if counts else (None, 0)
    low, high = _wilson(k, len(answers), z=1.644854)
    return [answer if low >= least else None, low, high]


@task.mutant(
    Text(
        "You fold capitals before counting. *MG* and *mg* may be two units, and the text that you return was never said: count the answers as they came.",
        "Vous effacez les majuscules avant de compter. *MG* et *mg* peuvent être deux unités, et le texte renvoyé n'a jamais été dit : comptez les réponses telles quelles.",
    ),
)
def capitals_folded(answers, least):
    return with_a_counter([a if a is None else a.lower() for a in answers], least)


@task.cases
def askings(rng):
    doses = ["40 mg", "4 mg", "400 mg", "2.5 mg", "0.125 mg"]
    for n, often, silent in ((10, 0.6, 0.0), (20, 0.85, 0.1), (10, 1.0, 0.0), (30, 0.7, 0.2), (25, 0.4, 0.3)):
        right, *others = (str(d) for d in rng.permutation(doses))
        k = round(n * often)
        none = round(n * silent)
        rest = [str(d) for d in rng.choice(others, max(0, n - k - none))]
        answers = [right] * k + [None] * none + rest
        answers = [answers[i] for i in rng.permutation(len(answers))]
        yield case(answers=answers, least=float(rng.choice([0.5, 0.6])))
    right, other = (str(d) for d in rng.permutation(doses)[:2])
    yield case(answers=[None] * 7 + [right] * 3, least=0.5)
    yield case(answers=[None] * 4, least=0.5)
    yield case(answers=[right, other] * 5, least=0.5)
    yield case(answers=[right] * 9 + [None], least=0.5)
    yield case(answers=[right] * 12 + [other] * 4 + [None], least=0.5)
    yield case(answers=[right], least=0.5)
    yield case(answers=[right] * int(rng.integers(40, 60)), least=0.9)
    # capitals: two texts, of which neither is settled, and one that is
    yield case(answers=[right] * 6 + [right.upper()] * 5, least=0.5)
    yield case(answers=[right.upper()] * 11 + [other], least=0.5)
