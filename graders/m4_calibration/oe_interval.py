"""Builder's task 2: observed over expected, with its interval."""

import numpy as np

from labkit.tasks import Text, Tolerance, case, function_task, interval_of_95

# Each replication is another hospital's audit: n patients, a mean stated risk, and a true O/E that says nothing about the next.
# Most models expect too much: an error taken from the expected number in place of the observed one is then too large.
AUDITS, MEAN_RISK, EXPECTED, TRUE = 200, (0.05, 0.10), (55, 110), (0.3, 1.0)


def _usual_error(risk, expected, true):
    return np.sqrt(true * (1 - true * risk) / expected)


def _around(observed, expected, half):
    return float((observed - half) / expected), float((observed + half) / expected)


task = function_task(
    points=2,
    # A typical mistake is told by its bounds, whichever formula it was made with.
    tolerance=Tolerance(relative=0, absolute=0.012),
    criterion=interval_of_95("true_ratio", _usual_error, [MEAN_RISK, EXPECTED, TRUE]),
    forbids=["labkit.evaluate.observed_expected", "labkit.evaluate.calibration_summary"],
    why=Text(
        "Right: over 200 audits whose truth is known, your interval holds it about 95 times in 100. O/E without an interval says nothing: with nine cases "
        "observed, the same hospital may show 0.6 this month and 1.3 the next.",
        "Juste : sur 200 audits dont on connaît la vérité, votre intervalle la contient environ 95 fois sur 100. Sans intervalle, O/A ne dit rien : avec neuf cas "
        "observés, le même hôpital peut afficher 0,6 ce mois-ci et 1,3 le suivant.",
    ),
    hints=[
        Text(
            "Chance moves the number of cases observed; the expected number is taken as given. How far does a count of, say, 36 cases move by chance?",
            "Le hasard fait varier le nombre de cas observés ; le nombre attendu est pris tel quel. De combien un effectif de 36 cas, par exemple, varie-t-il "
            "par hasard ?",
        ),
        Text(
            "The standard error of a count of rare cases is about its square root: √36 = 6. A little less if the share of patients is not small: √(O × (1 - O/n)).",
            "L'erreur type d'un effectif de cas rares est à peu près sa racine carrée : √36 = 6. Un peu moins si la part des patients n'est pas petite : "
            "√(O × (1 - O/n)).",
        ),
        Text(
            "Lower bound (O - 1.96 × standard error) / E, upper bound (O + 1.96 × standard error) / E.",
            "Borne basse (O - 1,96 × erreur type) / E, borne haute (O + 1,96 × erreur type) / E.",
        ),
    ],
)


@task.reference
def by_the_count(observed, expected, n):
    error = np.sqrt(observed * (1 - observed / n))
    return (observed - 1.96 * error) / expected, (observed + 1.96 * error) / expected


@task.alternative
def on_the_log_scale(observed, expected, n):
    half = np.exp(1.96 / np.sqrt(observed))
    return [observed / expected / half, observed / expected * half]


@task.alternative
def by_wilson(observed, expected, n):
    from labkit.evaluate import wilson_interval

    low, high = wilson_interval(observed, n)
    return float(low) * n / expected, float(high) * n / expected


task.equivalent("*:put_in:rounded", "whether an interval holds the truth does not hang on its third place")
for change in ("absolute", "not_below_nought"):
    task.equivalent(f"*:put_in:{change}", "with fifteen cases and more, no bound is below 0")
for change in (
    "observed * (1 - observed / n) -> observed / (1 *",
    "1 - observed / n -> 1 +*",
    "observed / n -> observed // n",
):
    task.equivalent(
        f"by_the_count:arithmetic:{change}",
        "the share of patients with the event is small: with or without it, the interval covers",
    )


@task.mutant(
    Text(
        "Your interval has a width of 0: it is O/E alone. Next month chance alone gives another number.",
        "Votre intervalle a une largeur nulle : c'est O/A seul. Le mois prochain, le hasard seul donnera un autre nombre.",
    ),
)
def ratio_alone(observed, expected, n):
    return observed / expected, observed / expected


@task.mutant(
    Text(
        "One standard error on each side holds the truth two times in three only. For 95 in 100 take 1.96 of them.",
        "Une erreur type de chaque côté ne contient la vérité que deux fois sur trois. Pour 95 fois sur 100, prenez-en 1,96.",
    ),
)
def one_standard_error(observed, expected, n):
    return _around(observed, expected, np.sqrt(observed))


@task.mutant(
    Text(
        "Those are bounds of the number of cases. Divide them by the expected number: O/E is a ratio.",
        "Ce sont les bornes du nombre de cas. Divisez-les par le nombre attendu : O/A est un rapport.",
    ),
)
def bounds_of_the_count(observed, expected, n):
    half = 1.96 * np.sqrt(observed)
    return observed - half, observed + half


@task.mutant(
    Text(
        "The ratio is inverted: you gave expected over observed. Below 1 would then mean too few predicted, and the ward would raise risks that are too high.",
        "Le rapport est à l'envers : vous donnez attendus sur observés. Sous 1 voudrait alors dire trop peu de cas prédits, et le service relèverait des risques "
        "déjà trop élevés.",
    ),
)
def turned_round(observed, expected, n):
    low, high = _around(observed, expected, 1.96 * np.sqrt(observed * (1 - observed / n)))
    return 1 / high, 1 / low


@task.mutant(
    Text(
        "You left out the square root: a count of 36 moves by about 6, not by 36. The interval is far too wide, and nobody could decide with it.",
        "Il manque la racine carrée : un effectif de 36 varie d'environ 6, non de 36. L'intervalle est bien trop large, et personne ne pourrait décider avec "
        "lui.",
    ),
)
def no_square_root(observed, expected, n):
    return _around(observed, expected, 1.96 * observed)


@task.mutant(
    Text(
        "You divided by √n, the number of all patients. Among them most have no sepsis: it is the number of cases that makes O/E precise.",
        "Vous avez divisé par √n, le nombre de tous les patients. La plupart n'ont pas de sepsis : c'est le nombre de cas qui rend O/A précis.",
    ),
)
def all_patients_count(observed, expected, n):
    return _around(observed, expected, 1.96 * observed / np.sqrt(n))


@task.mutant(
    Text(
        "Your interval stands around 1, not around what was observed. It says where O/E would fall if the model were right, which is another question.",
        "Votre intervalle est autour de 1, non autour de ce qui a été observé. Il dit où tomberait O/A si le modèle était juste : c'est une autre question.",
    ),
)
def around_one(observed, expected, n):
    half = 1.96 / np.sqrt(expected)
    return 1 - half, 1 + half


@task.mutant(
    Text(
        "Your width comes from the expected number. It is the observed cases that chance moves: where a third of what was expected occurs, you make the interval nearly twice as wide.",
        "Votre largeur vient du nombre attendu. Ce sont les cas observés que le hasard fait varier : s'il en arrive le tiers de ce qu'on attendait, vous doublez presque l'intervalle.",
    ),
)
def error_of_the_expected(observed, expected, n):
    return _around(observed, expected, 1.96 * np.sqrt(expected))


@task.cases
def audits(rng):
    for _ in range(AUDITS):
        risk, expected, true = (float(rng.uniform(*bounds)) for bounds in (MEAN_RISK, EXPECTED, TRUE))
        n = round(expected / risk)
        observed = int(rng.binomial(n, true * expected / n))
        yield case(observed=observed, expected=round(expected, 2), n=n, true_ratio=true)
