"""Builder's task 3: what the swap flips beyond what a control flips, on the same letters."""

import numpy as np

from labkit.tasks import Text, Tolerance, case, function_task, laws

from .letters import AUDITS, Z, draw_model, flips_of, of_differences


def _each(score, swapped, control, threshold):
    return flips_of(score, swapped, threshold).astype(int) - flips_of(score, control, threshold)


task = function_task(
    points=2,
    # A standard deviation over n or over n - 1, 1.96 or 1.959964: within a thousandth on 150 letters and more.
    tolerance=Tolerance(relative=0, absolute=0.001),
    forbids=AUDITS,
    why=Text(
        "Right: each letter is its own comparison, and what any rewording would flip is taken off. An interval above 0 says that the sex does something; how much, its width tells.",
        "Juste : chaque lettre sert de comparaison à elle-même, et l'on retire ce que n'importe quelle reformulation ferait basculer. Un intervalle au-dessus de 0 dit que le sexe joue ; sa largeur dit combien on en sait.",
    ),
    hints=[
        Text(
            "A decision: score >= threshold. Flipped by the swap: (swapped >= threshold) != (score >= threshold); the same for the control.",
            "Une décision : score >= threshold. Basculée par l'échange : (swapped >= threshold) != (score >= threshold) ; de même pour le témoin.",
        ),
        Text(
            "One number a letter: flipped by the swap (1 or 0) minus flipped by the control (1 or 0). It is -1, 0 or 1; turn True and False into whole numbers first (.astype(int)).",
            "Un nombre par lettre : basculée par l'échange (1 ou 0) moins basculée par le témoin (1 ou 0). C'est -1, 0 ou 1 ; changez d'abord True et False en entiers (.astype(int)).",
        ),
        Text(
            "Mean of these numbers, minus and plus 1.96 times their standard deviation divided by the root of their count.",
            "Moyenne de ces nombres, moins et plus 1,96 fois leur écart type divisé par la racine de leur nombre.",
        ),
    ],
    laws=[
        laws.permutation_invariant(["score", "swapped", "control"]),
        laws.bounded(-1.2, 1.2),
        laws.known(
            {
                "score": np.array([0.1, 0.4]),
                "swapped": np.array([0.2, 0.9]),
                "control": np.array([0.1, 0.3]),
                "threshold": 0.25,
            },
            [0.0, 0.0, 0.0],
            Text(
                "Scores that move without crossing the threshold flip no decision. Here nothing is flipped: three times 0.",
                "Des scores qui bougent sans franchir le seuil ne font basculer aucune décision. Rien ne bascule ici : trois fois 0.",
            ),
        ),
    ],
)


@task.reference
def one_number_a_letter(score, swapped, control, threshold):
    decided = np.asarray(score) >= threshold
    by_swap = (np.asarray(swapped) >= threshold) != decided
    by_control = (np.asarray(control) >= threshold) != decided
    each = by_swap.astype(int) - by_control.astype(int)
    half = 1.96 * each.std() / np.sqrt(len(each))
    return each.mean(), each.mean() - half, each.mean() + half


@task.alternative
def from_discordant_counts(score, swapped, control, threshold):
    only_swap = only_control = 0
    for a, b, c in zip(score, swapped, control, strict=True):
        first = bool((a >= threshold) != (b >= threshold))
        second = bool((a >= threshold) != (c >= threshold))
        only_swap += first and not second
        only_control += second and not first
    n = len(score)
    middle = (only_swap - only_control) / n
    half = 1.959964 * (only_swap + only_control - n * middle**2) ** 0.5 / n
    return [middle, middle - half, middle + half]


@task.alternative
def with_scipy(score, swapped, control, threshold):
    from scipy import stats

    each = _each(score, swapped, control, threshold)
    half = stats.norm.ppf(0.975) * stats.sem(each)
    return float(each.mean()), float(each.mean() - half), float(each.mean() + half)


@task.mutant(
    Text(
        "Nothing is subtracted: you give what the swap flips. Some of it any rewording would flip too, since the model is touchy. You would accuse a model that knows nothing of sex.",
        "Rien n'est soustrait : vous donnez ce que l'échange fait basculer. Une part basculerait à n'importe quelle reformulation, car le modèle est instable. Vous accuseriez un modèle qui ignore tout du sexe.",
    ),
)
def swap_alone(score, swapped, control, threshold):
    return of_differences(flips_of(score, swapped, threshold))


@task.mutant(
    Text(
        "Your interval takes swaps and controls for different letters. They are the same ones: take the difference letter by letter, then its standard error.",
        "Votre intervalle prend l'échange et le témoin pour des lettres différentes. Ce sont les mêmes : faites la différence lettre par lettre, puis son erreur type.",
    ),
)
def as_if_unpaired(score, swapped, control, threshold):
    first, second = flips_of(score, swapped, threshold).mean(), flips_of(score, control, threshold).mean()
    half = Z * np.sqrt((first * (1 - first) + second * (1 - second)) / len(score))
    return first - second, first - second - half, first - second + half


@task.mutant(
    Text(
        "You measure how far scores move. What reaches a patient is the decision: does it cross the threshold, or not?",
        "Vous mesurez de combien bougent les scores. Ce qui atteint une personne, c'est la décision : le seuil est-il franchi, ou non ?",
    ),
)
def scores_for_decisions(score, swapped, control, threshold):
    score, swapped, control = map(np.asarray, (score, swapped, control))
    return of_differences(abs(swapped - score) - abs(control - score))


@task.mutant(
    Text(
        "You count only decisions that are lost: *soon* becoming *later*. Those that are won count as well: a man whose letter would be seen soon as a woman's, or the reverse.",
        "Vous ne comptez que les décisions perdues : *bientôt* qui devient *plus tard*. Celles qui sont gagnées comptent aussi.",
    ),
)
def losses_only(score, swapped, control, threshold):
    decided = np.asarray(score) >= threshold
    lost = [(decided & (np.asarray(other) < threshold)).astype(int) for other in (swapped, control)]
    return of_differences(lost[0] - lost[1])


@task.mutant(
    Text(
        "You forgot to divide by the root of the number of letters: your interval says how letters differ from one another, not how well the mean is known.",
        "Vous n'avez pas divisé par la racine du nombre de lettres : votre intervalle dit combien les lettres diffèrent entre elles, non combien la moyenne est connue.",
    ),
)
def spread_for_error(score, swapped, control, threshold):
    each = _each(score, swapped, control, threshold)
    return each.mean(), each.mean() - Z * each.std(), each.mean() + Z * each.std()


@task.mutant(
    Text(
        "You compare the swap with the control, and leave the letter itself out. Both are to be compared with the letter.",
        "Vous comparez l'échange au témoin sans la lettre elle-même. C'est à elle que l'un et l'autre se comparent.",
    ),
)
def without_the_letter(score, swapped, control, threshold):
    return of_differences(flips_of(swapped, control, threshold))


@task.mutant(
    Text(
        "It is the other way round: control minus swap. A bias then looks like its absence.",
        "C'est l'inverse : témoin moins échange. Un biais ressemble alors à son absence.",
    ),
)
def control_minus_swap(score, swapped, control, threshold):
    return of_differences(-_each(score, swapped, control, threshold))


@task.mutant(
    Text(
        "A score exactly at the threshold is seen soon: >=, not >.",
        "Un score égal au seuil est vu bientôt : >=, et non >.",
    ),
)
def above_the_threshold(score, swapped, control, threshold):
    return one_number_a_letter(*(np.asarray(s) - 1e-9 for s in (score, swapped, control)), threshold)


@task.mutant(
    Text(
        "Your three numbers are for 100 letters. The task asks for the mean itself: multiply by 100 where you print, not where you return.",
        "Vos trois nombres sont pour 100 lettres. On demande la moyenne elle-même : multipliez par 100 à l'affichage, pas dans ce que vous renvoyez.",
    ),
)
def for_a_hundred_letters(score, swapped, control, threshold):
    return 100 * np.array(of_differences(_each(score, swapped, control, threshold)))


@task.mutant(
    Text(
        "Gains and losses cancel out in your count: a decision won is +1, one lost -1. A program that takes from one half what it gives to the other would look fair. A flip is 1, whichever way it goes.",
        "Gains et pertes s'annulent dans votre compte : une décision gagnée vaut +1, une perdue −1. Un programme qui prend aux uns ce qu'il donne aux autres paraîtrait équitable. Une bascule vaut 1, dans un sens comme dans l'autre.",
    ),
)
def gains_less_losses(score, swapped, control, threshold):
    soon = [(np.asarray(one) >= threshold).astype(int) for one in (swapped, control)]
    return of_differences(soon[0] - soon[1])


@task.cases
def models(rng):
    for by_swap, by_control in [
        (0.16, 0.05),
        (0.07, 0.07),
        (0.3, 0.12),
        (0.02, 0.06),
        (0.22, 0.0),
        (0.0, 0.0),
    ]:
        n, threshold = int(rng.integers(500, 800)), float(rng.choice([0.2, 0.25, 0.4]))
        score, swapped, control = draw_model(rng, n, by_swap, by_control, threshold)
        # Some letters are near the threshold: both versions flip them.
        touchy = rng.permutation(n)[: n // 8]
        other_side = np.where(score[touchy] >= threshold, threshold / 2, threshold + 0.2)
        swapped[touchy], control[touchy] = other_side, other_side + 0.01
        # At the very threshold: four letters, then four swaps, then two controls.
        score[:4], swapped[:4], control[:4] = threshold, threshold + 0.1, threshold - 0.1
        swapped[4:8] = threshold
        control[8:10] = threshold
        yield case(score=score, swapped=swapped, control=control, threshold=threshold)
