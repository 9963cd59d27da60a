"""Builder's task 5: calibration intercept and slope."""

import numpy as np

from labkit.tasks import Text, Tolerance, case, function_task

from .worlds import RECALIBRATION, draw_ward, log_odds


def _fitted(y_true, x, **options):
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(**{"C": np.inf, "tol": 1e-8, "max_iter": 1000, **options})
    model.fit(np.asarray(x).reshape(-1, 1), np.asarray(y_true))
    return float(model.intercept_[0]), float(model.coef_[0, 0])


def _log_odds(y_prob):
    return log_odds(np.asarray(y_prob, dtype=float))


# Worked out by hand: intercept 0, slope 1.
_PERFECT = {
    "y_true": np.repeat([1, 0, 1, 0], [1, 3, 3, 1]),
    "y_prob": np.repeat([0.25, 0.75], 4),
}

task = function_task(
    points=1,
    # scikit-learn stops early by default: its answer is within a hundredth of the maximum.
    tolerance=Tolerance(relative=0, absolute=0.012),
    forbids=[*RECALIBRATION, "labkit.evaluate.calibration_summary"],
    why=Text(
        "Right. A slope below 1 says that the model exaggerates: its high risks are too high and its low ones too low. Averaged, the two may cancel out, and O/E looks fine.",
        "Juste. Une pente inférieure à 1 dit que le modèle exagère : ses risques élevés sont trop élevés, ses risques faibles trop faibles. En moyenne, les deux peuvent se compenser, et O/A "
        "paraît correct.",
    ),
    hints=[
        Text(
            "Logistic regression with a single variable: the log-odds of y_prob. The outcome is y_true.",
            "Une régression logistique avec une seule variable : la log-cote de y_prob. L'issue est y_true.",
        ),
        Text(
            "scikit-learn pulls slopes towards 0 by default: LogisticRegression(C=np.inf) does not. It wants a column: x.reshape(-1, 1).",
            "Par défaut, scikit-learn tire les pentes vers 0 : LogisticRegression(C=np.inf) ne le fait pas. Elle attend une colonne : x.reshape(-1, 1).",
        ),
        Text(
            "Return model.intercept_[0], model.coef_[0, 0], in this order.",
            "Renvoyez model.intercept_[0], model.coef_[0, 0], dans cet ordre.",
        ),
    ],
)


@task.reference
def with_scikit_learn(y_true, y_prob):
    from sklearn.linear_model import LogisticRegression

    x = np.log(y_prob / (1 - y_prob)).reshape(-1, 1)
    model = LogisticRegression(C=np.inf).fit(x, y_true)
    return model.intercept_[0], model.coef_[0, 0]


@task.alternative
def with_statsmodels(y_true, y_prob):
    import statsmodels.api as sm

    x = sm.add_constant(np.log(y_prob) - np.log1p(-y_prob))
    return sm.Logit(y_true, x).fit(disp=0).params


@task.alternative
def by_likelihood(y_true, y_prob):
    from scipy.optimize import minimize
    from scipy.special import logit

    x = logit(y_prob)
    loss = lambda b: np.sum(np.logaddexp(0, b[0] + b[1] * x) - y_true * (b[0] + b[1] * x))  # noqa: E731
    return tuple(minimize(loss, [0.0, 0.5]).x)


task.equivalent("*:put_in:rounded", "a thousandth is far below the standard error of either number")
for change in ("number:1 -> 2 #2", "number:0 -> -1*"):
    task.equivalent(
        f"with_scikit_learn:{change}", "there is one row and one coefficient: the first is the last"
    )
for change in ("default:*.fit()", "number:0 -> *"):
    task.equivalent(f"with_statsmodels:{change}", "what is printed on the way is no part of the answer")
task.equivalent("by_likelihood:number:0.* -> *", "another start, the same maximum")


@task.mutant(
    Text(
        "scikit-learn's default pulls the slope towards 0 (a penalty, C=1). Your model would look as if it exaggerated, and the correction would be one too many. Take C=np.inf.",
        "Par défaut, scikit-learn tire la pente vers 0 (une pénalité, C=1). Le modèle paraîtrait exagérer, et on le corrigerait à tort. Prenez C=np.inf.",
    ),
)
def default_penalty(y_true, y_prob):
    return _fitted(y_true, _log_odds(y_prob), C=1.0)


@task.mutant(
    Text(
        "The variable is the risk itself. Logistic regression is linear in the log-odds: give it those of y_prob.",
        "La variable est le risque lui-même. La régression logistique est linéaire en log-cote : donnez-lui celle de y_prob.",
    ),
)
def on_the_risk(y_true, y_prob):
    return _fitted(y_true, y_prob)


@task.mutant(
    Text(
        "That is a straight line through outcomes and risks (least squares). The calibration slope comes from a logistic regression on the log-odds.",
        "C'est une droite tracée entre issues et risques (moindres carrés). La pente de calibration vient d'une régression logistique sur les log-cotes.",
    ),
)
def straight_line(y_true, y_prob):
    slope, intercept = np.polyfit(y_prob, y_true, 1)
    return float(intercept), float(slope)


@task.mutant(
    Text(
        "The two are in the wrong order: first the intercept, then the slope.",
        "Les deux sont dans le mauvais ordre : d'abord la constante, puis la pente.",
    ),
)
def slope_first(y_true, y_prob):
    return _fitted(y_true, _log_odds(y_prob))[::-1]


@task.mutant(
    Text(
        "You took the logarithm of the risk, not of its odds. The two are alike only while risks are small: log(p / (1 - p)).",
        "Vous avez pris le logarithme du risque, non celui de sa cote. Les deux se ressemblent seulement tant que les risques sont petits : log(p / (1 - p)).",
    ),
)
def log_of_the_risk(y_true, y_prob):
    return _fitted(y_true, np.log(y_prob))


@task.mutant(
    Text(
        "Your line has no intercept of its own: it must pass through 50 %. Let it have one, or the slope makes up for it.",
        "Votre droite n'a pas de constante : elle est forcée de passer par 50 %. Laissez-lui-en une, sinon la pente compense.",
    ),
)
def no_intercept(y_true, y_prob):
    return 0.0, _fitted(y_true, _log_odds(y_prob), fit_intercept=False)[1]


@task.mutant(
    Text(
        "Your intercept was estimated with the slope held at 1, apart from the slope. Here the two are estimated together.",
        "Votre constante a été estimée avec une pente fixée à 1, à part. Ici, les deux s'estiment ensemble.",
    ),
)
def intercept_apart(y_true, y_prob):
    from .update_intercept import _shift

    return float(_shift(y_true, y_prob)), _fitted(y_true, _log_odds(y_prob))[1]


@task.mutant(
    Text(
        "You scaled the log-odds before the fit: your slope is per standard deviation, and says nothing of 1. Leave them as they are.",
        "Vous avez réduit les log-cotes avant l'ajustement : votre pente se compte en écarts types, et ne se compare plus à 1. Laissez-les telles quelles.",
    ),
)
def scaled(y_true, y_prob):
    x = _log_odds(y_prob)
    return _fitted(y_true, (x - x.mean()) / x.std())


@task.mutant(
    Text(
        "Your logarithm is in base 10: slope and constant are then in other units, and a right model no longer has a slope of 1. Take np.log.",
        "Votre logarithme est en base 10 : la pente n'a plus la même unité, et un modèle juste n'a plus une pente de 1. Prenez np.log.",
    ),
)
def base_ten(y_true, y_prob):
    return _fitted(y_true, _log_odds(y_prob) / np.log(10))


@task.mutant(
    Text(
        "Your slope is upside down. A model that exaggerates would look too timid, and its risks would be exaggerated further.",
        "Votre pente est renversée. Un modèle qui exagère paraîtrait trop timide, et l'on exagérerait encore ses risques.",
    ),
)
def upside_down(y_true, y_prob):
    constant, slope = with_scikit_learn(y_true, y_prob)
    return float(constant), float(1 / slope)


@task.cases
def exaggerating_models(rng):
    yield case(**_PERFECT)
    for intercept, slope in ((-0.5, 0.5), (0.4, 0.75), (-0.3, 1.4)):
        y_true, y_prob = draw_ward(rng, 140, intercept, slope, middle=-0.9, spread=1.1)
        yield case(y_true=y_true, y_prob=y_prob)
