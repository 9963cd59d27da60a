"""Builder's task 4: the intercept, updated on some patients and used for others."""

import numpy as np

from labkit.tasks import Text, Tolerance, case, function_task, laws

from .worlds import RECALIBRATION, draw_ward, log_odds, risk_of


def _shift(y_true, y_prob):
    """The shift of the log-odds at which the risks add up to the cases."""
    known, cases = log_odds(np.asarray(y_prob, dtype=float)), np.sum(y_true)
    low, high = -20.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if risk_of(known + middle).sum() < cases else (low, middle)
    return (low + high) / 2


def _moved(new_prob, shift):
    return risk_of(log_odds(np.asarray(new_prob, dtype=float)) + shift)


task = function_task(
    points=2,
    tolerance=Tolerance(relative=0, absolute=2e-4),
    forbids=[*RECALIBRATION, "labkit.evaluate.shift_prevalence"],
    why=Text(
        "Right. Every log-odds moves by the same amount: the order of the patients stays, so the AUC stays too. And the new patients had no part in choosing the shift: what you "
        "measure on them is honest.",
        "Juste. Toutes les log-cotes se déplacent du même pas : l'ordre des patients reste, donc l'AUC aussi. Et les nouveaux patients n'ont pas servi à choisir le "
        "décalage : ce que vous mesurerez chez eux est honnête.",
    ),
    hints=[
        Text(
            "Look for one number, the shift: added to the log-odds of the known patients, it makes their risks add up to the cases observed.",
            "Cherchez un seul nombre, le décalage : ajouté aux log-cotes des patients connus, il rend la somme de leurs risques égale aux cas observés.",
        ),
        Text(
            "Halve an interval: between -10 and 10, try the middle; if the risks add up to too many cases, the shift is lower. Sixty times. (Or scipy.optimize.brentq.)",
            "Coupez un intervalle en deux : entre -10 et 10, essayez le milieu ; si les risques font trop de cas, le décalage est plus bas. Soixante fois. (Ou "
            "scipy.optimize.brentq.)",
        ),
        Text(
            "Then move the log-odds of new_prob by that shift: risk = 1 / (1 + np.exp(-(log_odds + shift))).",
            "Déplacez ensuite de ce décalage les log-cotes de new_prob : risque = 1 / (1 + np.exp(-(log_cotes + decalage))).",
        ),
    ],
    laws=[
        laws.bounded(
            0,
            1,
            Text(
                "A risk lies between 0 and 1. Is the shift made on the log-odds, and did you come back to risks?",
                "Un risque est entre 0 et 1. Le décalage se fait-il sur les log-cotes, et revient-on ensuite aux risques ?",
            ),
        ),
    ],
)


@task.reference
def by_halving(y_true, y_prob, new_prob):
    odds, cases = y_prob / (1 - y_prob), np.sum(y_true)
    low, high = -10.0, 10.0
    for _ in range(60):
        shift = (low + high) / 2
        expected = np.sum(odds * np.exp(shift) / (1 + odds * np.exp(shift)))
        low, high = (low, shift) if expected > cases else (shift, high)
    new_odds = new_prob / (1 - new_prob) * np.exp(shift)
    return new_odds / (1 + new_odds)


@task.alternative
def by_brent(y_true, y_prob, new_prob):
    from scipy.optimize import brentq
    from scipy.special import expit, logit

    shift = brentq(lambda a: expit(logit(y_prob) + a).sum() - np.sum(y_true), -15, 15)
    return list(expit(logit(new_prob) + shift))


@task.alternative
def by_newton(y_true, y_prob, new_prob):
    known, shift = np.log(y_prob) - np.log1p(-y_prob), 0.0
    for _ in range(50):
        p = 1 / (1 + np.exp(-(known + shift)))
        shift += np.clip((np.sum(y_true) - p.sum()) / (p * (1 - p)).sum(), -1, 1)
    return 1 / (1 + (1 - new_prob) / new_prob * np.exp(-shift))


@task.alternative
def by_a_model_with_an_offset(y_true, y_prob, new_prob):
    import statsmodels.api as sm

    offset = np.log(y_prob / (1 - y_prob))
    fitted = sm.GLM(y_true, np.ones(len(y_true)), family=sm.families.Binomial(), offset=offset).fit()
    return fitted.predict(np.ones(len(new_prob)), offset=np.log(new_prob / (1 - new_prob)))


for change in (
    "number:10.0 -> *",
    "bounds:range(60) -> *",
    "number:60 -> *",
    "comparison:expected > cases -> expected >= cases",
):
    task.equivalent(
        f"by_halving:{change}", "the shift lies well inside, and sixty halvings are more than enough"
    )
for change in (
    "arithmetic:expit(logit(y_prob) + a).sum() - np.sum(y_true) -> *",
    "number:15 -> *",
    "around:list(*",
):
    task.equivalent(
        f"by_brent:{change}", "the same root, between other bounds or of the function turned round"
    )
for change in (
    "number:0.0 -> *",
    "bounds:range(50) -> *",
    "number:50 -> *",
    "around:np.clip(*",
    "arithmetic:1 - p -> 1 + p",
    "number:1 -> 2 #3",
    "number:1 -> 2 #4",
    "number:1 -> 2 #5",
):
    task.equivalent(f"by_newton:{change}", "how fast it gets there changes, not where it arrives")


@task.mutant(
    Text(
        "You multiply every risk by O/E. A risk of 90 % cannot become 180 %, and where risks are too low it would: it is the log-odds that move.",
        "Vous multipliez chaque risque par O/A. Un risque de 90 % ne peut pas devenir 180 %, ce qui arriverait là où les risques sont trop bas : c'est la log-cote qui se "
        "déplace.",
    ),
)
def multiplied_by_oe(y_true, y_prob, new_prob):
    return np.asarray(new_prob) * (np.sum(y_true) / np.sum(y_prob))


@task.mutant(
    Text(
        "You shift by the difference between the log-odds of two means (cases observed, mean risk). Risks are spread out, so their sum still differs from the cases: look for the "
        "shift at which it does not.",
        "Vous décalez de la différence entre les log-cotes de deux moyennes (cas observés, risque moyen). Les risques étant dispersés, leur somme diffère encore des cas : cherchez "
        "le décalage pour lequel elle n'en diffère plus.",
    ),
)
def from_the_two_means(y_true, y_prob, new_prob):
    return _moved(new_prob, log_odds(np.mean(y_true)) - log_odds(np.mean(y_prob)))


@task.mutant(
    Text(
        "You shift by the logarithm of O/E. That is right while every risk is small; a patient at 60 % moves less. Look for the shift at which the risks add up to the cases.",
        "Vous décalez du logarithme de O/A. C'est juste tant que tous les risques sont petits ; un patient à 60 % bouge moins. Cherchez le décalage pour lequel les risques font "
        "le nombre de cas.",
    ),
)
def log_of_oe(y_true, y_prob, new_prob):
    return _moved(new_prob, np.log(np.sum(y_true) / np.sum(y_prob)))


@task.mutant(
    Text(
        "The new patients' own mean risk serves to find the shift. Who they are is then wiped out: sicker patients would be brought down to the others' mean. The shift comes from the known patients "
        "alone.",
        "Le risque moyen des nouveaux patients sert à trouver le décalage. On efface alors qui ils sont : des patients plus graves seraient ramenés à la moyenne des autres. Le décalage "
        "vient des seuls patients connus.",
    ),
)
def new_patients_levelled(y_true, y_prob, new_prob):
    due = np.full(len(new_prob), np.mean(y_true))
    return _moved(new_prob, _shift(due, new_prob))


@task.mutant(
    Text(
        "You estimate a slope as well. Here only the intercept is asked for: one number, for which few cases suffice.",
        "Vous estimez aussi une pente. On ne demande ici que la constante : un seul nombre, pour lequel peu de cas suffisent.",
    ),
)
def slope_as_well(y_true, y_prob, new_prob):
    from labkit.evaluate import recalibrate

    intercept, slope = recalibrate(np.asarray(y_true), np.asarray(y_prob))
    return risk_of(intercept + slope * log_odds(np.asarray(new_prob)))


@task.mutant(
    Text(
        "The shift goes the wrong way: where the model expects too many cases, you raise the risks still further.",
        "Le décalage va dans le mauvais sens : là où le modèle attend trop de cas, vous relevez encore les risques.",
    ),
)
def wrong_way(y_true, y_prob, new_prob):
    return _moved(new_prob, -_shift(y_true, y_prob))


@task.mutant(
    Text(
        "You return the risks of the known patients. They chose the shift: their O/E is 1 by construction and proves nothing. Return those of new_prob.",
        "Vous renvoyez les risques des patients connus. Ils ont choisi le décalage : leur O/A vaut 1 par construction et ne prouve rien. Renvoyez ceux de new_prob.",
    ),
)
def known_patients_back(y_true, y_prob, new_prob):
    return _moved(y_prob, _shift(y_true, y_prob))


@task.mutant(
    Text(
        "You return the new risks as they were. The AUC would be the same, but Mrs. Malenfant's 25 % would still be three times too high.",
        "Vous renvoyez les nouveaux risques tels quels. L'AUC serait la même, mais les 25 % de Mme Malenfant resteraient trois fois trop élevés.",
    ),
)
def unchanged(y_true, y_prob, new_prob):
    return np.asarray(new_prob, dtype=float)


@task.mutant(
    Text(
        "You shift by the log-odds of the share of cases minus the mean of the patients' log-odds. Few patients at high risk bring most of the cases: look for the shift at which the risks add up to them.",
        "Vous décalez de la log-cote de la part de cas moins la moyenne des log-cotes. Quelques patients à haut risque apportent la plupart des cas : cherchez le décalage où la somme des risques les égale.",
    ),
)
def from_the_mean_log_odds(y_true, y_prob, new_prob):
    return _moved(new_prob, log_odds(np.mean(y_true)) - np.mean(log_odds(np.asarray(y_prob, dtype=float))))


@task.mutant(
    Text(
        "You add the same amount to every risk, and cut at 0 and 1. A patient at 1 % and one at 60 % cannot both move by 20 points: it is the log-odds that move.",
        "Vous ajoutez la même quantité à chaque risque, et coupez à 0 et à 1. Un patient à 1 % et un autre à 60 % ne peuvent pas bouger tous deux de 20 points : c'est la log-cote qui se déplace.",
    ),
)
def points_added(y_true, y_prob, new_prob):
    return np.clip(new_prob + np.mean(y_true) - np.mean(y_prob), 0, 1)


@task.mutant(
    Text(
        "Your logarithm is in base 10, and you come back with base e: every risk is pulled towards 50 %, not only shifted. Take np.log.",
        "Votre logarithme est en base 10, et vous revenez en base e : chaque risque est tiré vers 50 %, et pas seulement déplacé. Prenez np.log.",
    ),
)
def base_ten(y_true, y_prob, new_prob):
    def flat(p):
        odds = (p / (1 - p)) ** (1 / np.log(10))
        return odds / (1 + odds)

    return _moved(flat(new_prob), _shift(y_true, flat(y_prob)))


@task.cases
def hospitals_elsewhere(rng):
    for intercept, middle in ((-1.4, -1.0), (1.1, -1.8), (0.6, 0.2), (-0.7, -1.5)):
        y_true, y_prob = draw_ward(rng, 160, intercept, slope=0.9, middle=middle)
        new = np.round(rng.uniform(0.02, 0.97, 60), 4)
        yield case(y_true=y_true, y_prob=y_prob, new_prob=new)
