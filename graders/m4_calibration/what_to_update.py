"""Builder's task 6: how many numbers of a model to estimate again, in cohorts whose truth is known."""

import numpy as np

from labkit.tasks import Criterion, Text, case, function_task, laws

from .worlds import draw_ward, log_odds

# Cohorts in which nothing is wrong, the level is (too high, too low), the slope is: the answer, the true intercept and slope.
WORLDS = ((0, 0.0, 1.0), (1, -1.1, 1.0), (1, 0.9, 1.0), (2, -1.2, 0.5))
SHARES = (40, 20, 20, 40)
# Intercept at which a slope of 0.5 leaves O/E near 1 in these cohorts; every second cohort of the last world has it.
RIGHT_ON_AVERAGE = -0.45
# An answer that knows two of the three answers tells two thirds right, the rule that is asked for nine tenths and more.
PATIENTS, LEAST = 500, 0.8


def _intervals(y_true, y_prob):
    """95 % intervals of O/E and of the calibration slope, by their standard errors."""
    spread = 1.96 * np.sqrt(np.sum(y_prob * (1 - y_prob)))
    level = [float((y_true.sum() + sign * spread) / y_prob.sum()) for sign in (-1, 1)]
    x, line = np.column_stack([np.ones(len(y_prob)), log_odds(y_prob)]), np.array([0.0, 1.0])
    for _ in range(8):
        p = 1 / (1 + np.exp(-x @ line))
        information = (x.T * (p * (1 - p))) @ x
        line = line + np.linalg.solve(information, x.T @ (y_true - p))
    error = np.sqrt(np.linalg.inv(information)[1, 1])
    return level, [float(line[1] + sign * 1.96 * error) for sign in (-1, 1)]


task = function_task(
    points=2,
    criterion=Criterion(
        "floor",
        {
            "truth": "to_update",
            "least": LEAST,
            "message": [
                "In cohorts whose truth is known, your function is wrong too often. Is it silent where nothing is wrong, and does it find a slope that is off whatever O/E says? "
                "Return 0, 1 or 2.",
                "Dans des cohortes dont on connaît la vérité, votre fonction se trompe trop souvent. Se tait-elle là où tout va bien, et trouve-t-elle une pente fausse quoi que dise O/A ? "
                "Renvoyez 0, 1 ou 2.",
            ],
        },
    ),
    why=Text(
        "Right: it finds what was planted and is nearly always silent where nothing was. Nearly: with two intervals of 95 %, about one good model in ten gets an update it did not need.",
        "Juste : elle trouve ce que nous avons introduit et se tait presque toujours là où il n'y a rien. Presque : avec deux intervalles à 95 %, environ un bon modèle sur dix reçoit une mise à "
        "jour inutile.",
    ),
    laws=[
        laws.known(
            {"level": [0.95, 1.06], "slope": [0.52, 0.81]},
            2,
            Text(
                "O/E from 0.95 to 1.06, slope from 0.52 to 0.81: right on average, and the slope is off. Intercept and slope, 2.",
                "O/A de 0,95 à 1,06, pente de 0,52 à 0,81\u00a0: juste en moyenne, et la pente est fausse. Constante et pente, 2.",
            ),
        ),
        laws.known(
            {"level": [1.21, 1.64], "slope": [0.9, 1.2]},
            1,
            Text(
                "O/E from 1.21 to 1.64, slope from 0.9 to 1.2: more cases than announced, for a slope that may be right. The intercept, 1.",
                "O/A de 1,21 à 1,64, pente de 0,9 à 1,2\u00a0: plus de cas qu'annoncé, avec une pente peut-être juste. La constante, 1.",
            ),
        ),
        laws.known(
            {"level": [0.55, 1.6], "slope": [0.7, 1.4]},
            0,
            Text(
                "O/E from 0.55 to 1.6, slope from 0.7 to 1.4: few patients, and 1 lies in both. Nothing was shown to be off, 0.",
                "O/A de 0,55 à 1,6, pente de 0,7 à 1,4\u00a0: peu de patients, et 1 est dans les deux. Aucune erreur n'est démontrée, 0.",
            ),
        ),
        laws.known(
            {"level": [0.84, 0.96], "slope": [0.9, 1.1]},
            1,
            Text(
                "O/E from 0.84 to 0.96, slope from 0.9 to 1.1: many patients, a small error, and it is one. The intercept, 1.",
                "O/A de 0,84 à 0,96, pente de 0,9 à 1,1\u00a0: beaucoup de patients, une petite erreur, mais une erreur. La constante, 1.",
            ),
        ),
        laws.known(
            {"level": [0.8, 1.3], "slope": [1.15, 1.7]},
            2,
            Text(
                "A slope from 1.15 to 1.7 is off too: the model is too timid. Intercept and slope, 2.",
                "Une pente de 1,15 à 1,7 est fausse aussi\u00a0: le modèle est trop timide. Constante et pente, 2.",
            ),
        ),
    ],
    hints=[
        Text(
            "Each argument is a pair of bounds. Something is off when 1 is not between them: not low <= 1 <= high.",
            "Chaque argument est un couple de bornes. Quelque chose est faux quand 1 n'est pas entre elles : not low <= 1 <= high.",
        ),
        Text(
            "First the slope: if it is off, return 2, whatever the level says. Only then the level: 1 if it is off, else 0.",
            "D'abord la pente : si elle est fausse, renvoyez 2, quoi que dise le niveau. Ensuite seulement le niveau : 1 s'il est faux, sinon 0.",
        ),
    ],
)


def _off(bounds):
    return not bounds[0] <= 1 <= bounds[1]


@task.reference
def slope_then_level(level, slope):
    if not slope[0] <= 1 <= slope[1]:
        return 2
    return 0 if level[0] <= 1 <= level[1] else 1


@task.alternative
def as_a_sum(level, slope):
    level_off, slope_off = (int(low > 1 or high < 1) for low, high in (level, slope))
    return max(level_off, 2 * slope_off)


@task.alternative
def by_signs(level, slope):
    # Both bounds on one side of 1: their distances from it have the same sign.
    off = (np.prod(np.array([level, slope]) - 1, axis=1) > 0).tolist()
    return {(False, False): 0, (True, False): 1}.get(tuple(off), 2)


@task.alternative
def by_distance(level, slope):
    (low, high), (least, most) = level, slope
    if abs((least + most) / 2 - 1) > (most - least) / 2:
        return 2
    return int(abs((low + high) / 2 - 1) > (high - low) / 2)


@task.mutant(
    Text(
        "You look at O/E alone. Where the high risks are too high and the low ones too low, O/E may be near 1, and shifting everybody does not help: the slope shows it.",
        "Vous ne regardez que O/A. Là où les risques élevés sont trop élevés et les faibles trop faibles, O/A peut être proche de 1, et décaler tout le monde n'aide pas : c'est la pente qui le montre.",
    ),
)
def level_alone(level, slope):
    return int(_off(level))


@task.mutant(
    Text(
        "You look at the slope alone. At Eastmount the slope is near 1 and the risks are three times too high.",
        "Vous ne regardez que la pente. À Eastmount, la pente est proche de 1 et les risques sont trois fois trop élevés.",
    ),
)
def slope_alone(level, slope):
    return 2 if _off(slope) else 0


@task.mutant(
    Text(
        "You update whatever is not close to 1, without asking whether chance explains it. Every second good model would be changed, and each change learns a little chance.",
        "Vous mettez à jour tout ce qui n'est pas proche de 1, sans demander si le hasard l'explique. Un bon modèle sur deux serait modifié, et chaque modification apprend un peu de hasard.",
    ),
)
def without_intervals(level, slope):
    if abs(sum(slope) / 2 - 1) > 0.05:
        return 2
    return int(abs(sum(level) / 2 - 1) > 0.05)


@task.mutant(
    Text(
        "You update everything everywhere. Where nothing is wrong, that replaces what thousands of patients taught by what a few hundred show.",
        "Vous mettez tout à jour partout. Là où tout va bien, on remplace ainsi ce qu'ont appris des milliers de patients par ce qu'en montrent quelques centaines.",
    ),
)
def always_everything(level, slope):
    return 2


@task.mutant(
    Text(
        "You never update. At Eastmount, Mrs. Malenfant's 25 % stays three times too high.",
        "Vous ne mettez jamais à jour. À Eastmount, les 25 % de Mme Malenfant restent trois fois trop élevés.",
    ),
)
def never(level, slope):
    return 0


@task.mutant(
    Text(
        "The level is looked at first, and a slope that is off is never reached when O/E is off as well. Shifting everybody by the same amount does not fix a slope: look at it first.",
        "Vous regardez le niveau d'abord : une pente fausse n'est jamais atteinte quand O/A est faux aussi. Décaler tout le monde du même pas ne corrige pas une pente : regardez-la d'abord.",
    ),
)
def level_first(level, slope):
    return 1 if _off(level) else 2 * int(_off(slope))


@task.mutant(
    Text(
        "An interval that holds 1 says that nothing was shown, one that leaves it out that something is off. You have them the other way round.",
        "Un intervalle qui contient 1 dit que rien n'est montré ; un intervalle qui l'exclut, que quelque chose est faux. Chez vous, c'est l'inverse.",
    ),
)
def the_other_way_round(level, slope):
    return 0 if _off(slope) and _off(level) else 1 if _off(slope) else 2


@task.mutant(
    Text(
        "You look at one side only: above 1. A slope below 1 is the most frequent fault, and an O/E below 1 keeps Mrs. Malenfant on her stretcher.",
        "Vous ne regardez qu'un côté : au-dessus de 1. Une pente inférieure à 1 est le défaut le plus fréquent, et un O/A inférieur à 1 garde Mme Malenfant sur son brancard.",
    ),
)
def one_side_only(level, slope):
    return 2 if slope[0] > 1 else int(level[0] > 1)


@task.mutant(
    Text(
        "You count what is off: one, or two. A slope that is off alone needs two numbers all the same: a new slope moves the level, and both are estimated together.",
        "Vous comptez ce qui est faux : un, ou deux. Une pente fausse à elle seule demande pourtant deux nombres : une nouvelle pente déplace le niveau, et l'on estime les deux ensemble.",
    ),
)
def counts_what_is_off(level, slope):
    return int(_off(level)) + int(_off(slope))


@task.mutant(
    Text(
        "You look at the slope only where O/E is off as well. A model may be right on average and wrong for nearly everybody: that is what a slope shows.",
        "Vous ne regardez la pente que si O/A est faux aussi. Un modèle peut être juste en moyenne et faux pour presque tous : c'est ce que montre une pente.",
    ),
)
def slope_if_the_level_is_off(level, slope):
    return (1 + int(_off(slope))) * int(_off(level))


@task.mutant(
    Text(
        "You look at one side only: below 1. Where more cases occur than announced, a silent screen reassures patients who are ill.",
        "Vous ne regardez qu'un côté : au-dessous de 1. Là où il arrive plus de cas qu'annoncé, un écran muet rassure des malades.",
    ),
)
def below_one_only(level, slope):
    return 2 if slope[1] < 1 else int(level[1] < 1)


@task.mutant(
    Text(
        "You have exchanged level and slope: a wrong slope asks for two numbers, a wrong level for one.",
        "Vous avez échangé le niveau et la pente : une pente fausse demande deux nombres, un niveau faux un seul.",
    ),
)
def level_and_slope_exchanged(level, slope):
    return slope_then_level(slope, level)


@task.cases
def cohorts(rng):
    planted = []
    for (to_update, intercept, slope), many in zip(WORLDS, SHARES, strict=True):
        for place in range(many):
            here = RIGHT_ON_AVERAGE if to_update == 2 and place % 2 == 0 else intercept
            planted.append((to_update, here, slope))
    for place in rng.permutation(len(planted)):
        to_update, intercept, slope = planted[place]
        y_true, y_prob = draw_ward(rng, PATIENTS, intercept, slope, middle=-1.5, spread=1.4)
        level, line = _intervals(y_true, y_prob)
        yield case(level=level, slope=line, to_update=to_update)
