"""Builder's task 4: what a programme brings beyond what it costs, with a bootstrap interval that keeps each person whole."""

import numpy as np

from labkit.tasks import Criterion, Text, Tolerance, case, function_task

from .worlds import COSTS, draw_arm

# Each trial is another programme: what it costs, what it prevents. The noise of a person's net benefit comes from their stays.
TRIALS, PEOPLE, RATE, PER_STAY, WORTH = 160, 80, 1.0, 4000.0, 3000.0
FIXED, PREVENTED = (0.0, 6000.0), (0.0, 0.9)


def _usual_width():
    """Of right intervals: a person's net benefit varies as (price of a stay + its worth) x stays, gamma-Poisson stays of variance m + m²/2."""
    prevented = np.linspace(*PREVENTED, 51)
    arms = [RATE * (1 - prevented), np.full(51, RATE)]
    spread = [mean * (PER_STAY + WORTH) ** 2 * (1 + mean / 2) + mean * PER_STAY**2 * 0.0133 for mean in arms]
    return float(np.mean(2 * 1.96 * np.sqrt(sum(spread) / (PEOPLE / 2))))


task = function_task(
    points=2,
    tolerance=Tolerance(relative=0, absolute=1.0),
    criterion=Criterion(
        "coverage",
        {
            "truth": "true_benefit",
            "level": 0.95,
            "grace": 0.03,
            "narrowest": 0.9 * _usual_width(),
            "width": 1.12 * _usual_width(),
        },
    ),
    forbids=COSTS,
    why=Text(
        "Right: cost and stays belong to the same people, so they are drawn together. Who stays at home costs little and is counted as avoided: the two errors add up, and an interval that draws them apart promises too much.",
        "Juste : coût et séjours sont ceux des mêmes personnes, on les tire donc ensemble. Qui reste chez soi coûte peu et compte comme évité : les deux erreurs s'ajoutent, et un intervalle qui les tire séparément promet trop.",
    ),
    hints=[
        Text(
            "One number for each person: what their outcome is worth, less what they cost: -worth * stays - cost. The net benefit is its mean in the programme minus its mean without.",
            "Un nombre par personne : ce que vaut ce qui lui arrive, moins ce qu'elle coûte : -worth * stays - cost. Le bénéfice net est sa moyenne avec le programme moins sa moyenne sans.",
        ),
        Text(
            "Bootstrap: draw the people of each arm again, with replacement, as many as there are; take the difference of the means; repeat 1,000 times.",
            "Bootstrap : tirez de nouveau les personnes de chaque bras, avec remise, autant qu'il y en a ; prenez la différence des moyennes ; recommencez 1 000 fois.",
        ),
        Text(
            "rng.choice(arm, (1000, len(arm))).mean(axis=1) gives 1,000 means at once. The interval: np.quantile(differences, [0.025, 0.975]).",
            "rng.choice(bras, (1000, len(bras))).mean(axis=1) donne 1 000 moyennes d'un coup. L'intervalle : np.quantile(différences, [0.025, 0.975]).",
        ),
    ],
)


def _arms(cost, stays, programme, worth):
    net = -worth * stays - cost
    return net[programme == 1], net[programme == 0]


@task.reference
def by_bootstrap(cost, stays, programme, worth):
    net = -worth * stays - cost
    rng = np.random.default_rng(0)
    ours, theirs = net[programme == 1], net[programme == 0]
    means = [rng.choice(arm, (1000, len(arm))).mean(axis=1) for arm in (ours, theirs)]
    return np.quantile(means[0] - means[1], [0.025, 0.975])


@task.alternative
def by_standard_error(cost, stays, programme, worth):
    ours, theirs = (-(worth * stays + cost)[programme == arm] for arm in (1, 0))
    half = 1.96 * np.sqrt(ours.var(ddof=1) / len(ours) + theirs.var(ddof=1) / len(theirs))
    return ours.mean() - theirs.mean() - half, ours.mean() - theirs.mean() + half


@task.alternative
def rows_drawn_again(cost, stays, programme, worth):
    """Row numbers drawn again, then both differences of the trial, combined; the ends of the sorted list."""
    rng = np.random.default_rng(3)
    ours, theirs = (
        rng.choice(rows, (600, len(rows))) for rows in map(np.flatnonzero, (programme == 1, programme == 0))
    )
    avoided = stays[theirs].mean(axis=1) - stays[ours].mean(axis=1)
    found = sorted(worth * avoided - cost[ours].mean(axis=1) + cost[theirs].mean(axis=1))
    return found[15], found[-15]


@task.mutant(
    Text(
        "You draw costs and stays apart. They are the same people's: who has more stays costs more, and the two errors add up. Drawn apart, your interval is too narrow.",
        "Vous tirez coûts et séjours séparément. Ce sont les mêmes personnes : qui a plus de séjours coûte plus, et les deux erreurs s'ajoutent. Tirés à part, l'intervalle est trop étroit.",
    ),
)
def drawn_apart(cost, stays, programme, worth):
    middle = np.subtract(*[arm.mean() for arm in _arms(cost, stays, programme, worth)])
    variance = sum(
        part[programme == arm].var() / (programme == arm).sum()
        for part in (cost, worth * stays)
        for arm in (1, 0)
    )
    half = 1.96 * np.sqrt(variance)
    return float(middle - half), float(middle + half)


@task.mutant(
    Text(
        "That is the extra cost alone. What is avoided has a worth, and the trial says how much was avoided.",
        "C'est le seul surcoût. Ce que l'on évite a une valeur, et l'essai dit combien on a évité.",
    ),
)
def cost_alone(cost, stays, programme, worth):
    return by_standard_error(cost, 0 * stays, programme, worth)


@task.mutant(
    Text(
        "Your sign is turned round: a programme that brings more than it costs has a positive net benefit.",
        "Votre signe est inversé : un programme qui rapporte plus qu'il ne coûte a un bénéfice net positif.",
    ),
)
def turned_round(cost, stays, programme, worth):
    low, high = by_standard_error(cost, stays, programme, worth)
    return -high, -low


@task.mutant(
    Text(
        "The sign of the stays is turned round: stays *with* the programme are not a gain. Avoided are those without, less those with.",
        "Le signe des séjours est inversé : les séjours *avec* le programme ne sont pas un gain. Sont évités ceux qu'on a sans lui, moins ceux qu'on a avec.",
    ),
)
def stays_are_a_gain(cost, stays, programme, worth):
    return by_standard_error(cost, -stays, programme, worth)


@task.mutant(
    Text(
        "The sign of the cost is turned round: what was spent counts as a gain, and the interval gets narrow because cost and stays then cancel. A cost is taken off, as a stay is.",
        "Le signe du coût est inversé : l'argent dépensé compte comme un gain, et l'intervalle devient étroit parce que coût et séjours se compensent alors. Un coût se retranche, comme un séjour.",
    ),
)
def cost_is_a_gain(cost, stays, programme, worth):
    return by_standard_error(-cost, stays, programme, worth)


@task.mutant(
    Text(
        "Your bounds are for the whole arm, not for one person: divide by the people.",
        "Vos bornes sont pour tout le bras, non pour une personne : divisez par l'effectif.",
    ),
)
def totals(cost, stays, programme, worth):
    low, high = by_standard_error(cost, stays, programme, worth)
    people = int((programme == 1).sum())
    return low * people, high * people


@task.mutant(
    Text(
        "You took the quantiles of the people, not of means: that is how one person differs from another, not how sure the trial is.",
        "Vous avez pris les quantiles des personnes, non des moyennes : c'est l'écart d'une personne à l'autre, non la certitude de l'essai.",
    ),
)
def spread_of_people(cost, stays, programme, worth):
    ours, theirs = _arms(cost, stays, programme, worth)
    low, high = np.quantile(ours, [0.025, 0.975]) - theirs.mean()
    return float(low), float(high)


@task.mutant(
    Text(
        "One standard error on each side, the middle two thirds of the resamples, or an error divided by the people of both arms together hold the truth two times in three. Divide each variance by its own arm; for 95 in 100: from 0.025 to 0.975, or 1.96.",
        "Une erreur type de chaque côté, les deux tiers du milieu des tirages, ou une erreur divisée par l'effectif des deux bras réunis contiennent la vérité deux fois sur trois. Divisez chaque variance par l'effectif de son bras ; pour 95 sur 100 : de 0,025 à 0,975, ou 1,96.",
    ),
)
def two_thirds(cost, stays, programme, worth):
    ours, theirs = _arms(cost, stays, programme, worth)
    half = np.sqrt(ours.var() / len(ours) + theirs.var() / len(theirs))
    return float(ours.mean() - theirs.mean() - half), float(ours.mean() - theirs.mean() + half)


@task.mutant(
    Text(
        "You did not divide the variances by the people: that is how one person differs from another, not how sure the trial is.",
        "Vous n'avez pas divisé les variances par l'effectif : c'est l'écart d'une personne à l'autre, non la certitude de l'essai.",
    ),
)
def not_divided(cost, stays, programme, worth):
    ours, theirs = _arms(cost, stays, programme, worth)
    middle, half = float(ours.mean() - theirs.mean()), 1.96 * float(ours.var() + theirs.var()) ** 0.5
    return middle - half, middle + half


@task.mutant(
    Text(
        "Only those with the programme are drawn again in your answer. Those without are a few dozen people too, and their mean moves by chance as well.",
        "Dans votre réponse, on ne tire de nouveau que les personnes du programme. Les autres ne sont aussi que quelques dizaines, et leur moyenne varie par hasard.",
    ),
)
def one_arm_drawn(cost, stays, programme, worth):
    ours, theirs = _arms(cost, stays, programme, worth)
    middle, half = float(ours.mean() - theirs.mean()), 1.96 * float(ours.var() / len(ours)) ** 0.5
    return middle - half, middle + half


@task.mutant(
    Text(
        "That is the worth of what is avoided alone. The programme costs something, and each stay saves something: the extra cost is taken off.",
        "C'est la seule valeur de ce que l'on évite. Le programme coûte, et chaque séjour évité épargne : retranchez le surcoût.",
    ),
)
def worth_alone(cost, stays, programme, worth):
    return by_standard_error(0.0 * cost, stays, programme, worth)


for change in (
    "*:put_in:rounded",
    "by_bootstrap:number:0 -> 1",
    "by_bootstrap:number:1000 -> *",
    "by_bootstrap:number:0.025 -> *",
    "by_standard_error:arithmetic:*var(ddof=1) / len*",
    "by_standard_error:default:*",
    "by_standard_error:number:1 -> * #2",
    "by_standard_error:number:1 -> * #3",
    "rows_drawn_again:number:3 -> *",
    "rows_drawn_again:number:600 -> *",
    "rows_drawn_again:number:15 -> *",
):
    task.equivalent(
        change, "another draw, or a percent more or less of a width: over 160 trials it holds as often"
    )


@task.cases
def trials(rng):
    for _ in range(TRIALS):
        fixed, prevented = float(rng.uniform(*FIXED)), float(rng.uniform(*PREVENTED))
        half = PEOPLE // 2
        ours = draw_arm(rng, half, RATE * (1 - prevented), PER_STAY, fixed)
        theirs = draw_arm(rng, half, RATE, PER_STAY, 0.0)
        order = rng.permutation(PEOPLE)
        stays, cost = (np.concatenate(pair)[order] for pair in zip(ours, theirs, strict=True))
        programme = np.repeat([1, 0], half)[order].astype(np.int16)
        true = (WORTH + PER_STAY) * RATE * prevented - fixed
        yield case(cost=cost, stays=stays, programme=programme, worth=WORTH, true_benefit=true)
