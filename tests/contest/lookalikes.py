"""How alike teams' orders of patients are: honest teams that choose for themselves, and copies moved by noise.

``python -m tests.contest.lookalikes`` prints what docs/contest.md says of it; `labkit.contest.copies.ALIKE` rests on it.
"""

import itertools
from collections import defaultdict

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from labkit.contest.copies import ALIKE, agreements
from labkit.contest.hospitals import draw

VITALS = ("temperature", "heart_rate", "respiratory_rate", "systolic_bp", "spo2")
LABS = ("lactate", "crp", "wbc", "creatinine")
ALL = (*VITALS, "age", *LABS, "ward", "sex")
WARDS = ("intensive_care", "acute_medicine", "emergency")


def columns(stays, chosen, logs=True):
    """The chosen columns as numbers."""
    made = []
    for name in chosen:
        if name == "ward":
            made += [(stays["ward"] == ward) * 1.0 for ward in WARDS]
        elif name == "sex":
            made.append((stays["sex"] == "F") * 1.0)
        else:
            made.append(np.log(stays[name]) if logs and name in LABS else stays[name].astype(float))
    return np.column_stack(made)


def without(*names):
    return tuple(name for name in ALL if name not in names)


def linear(penalty=1.0):
    return lambda seed: make_pipeline(StandardScaler(), LogisticRegression(C=penalty, max_iter=2000))


def boosted(rate=0.1):
    return lambda seed: HistGradientBoostingClassifier(learning_rate=rate, random_state=seed)


def squares(seed):
    return make_pipeline(
        StandardScaler(), PolynomialFeatures(2, include_bias=False), LogisticRegression(C=0.1, max_iter=500)
    )


def forest(seed):
    return RandomForestClassifier(100, min_samples_leaf=20, random_state=seed)


# Team: the columns and method that it chose (a name), then columns, model, share of the practice rows, logarithms, label.
TEAMS = {
    "all": ("all", ALL, linear(), 1.0, True, "sepsis"),
    "all, penalty 1/100": ("all", ALL, linear(100.0), 1.0, True, "sepsis"),
    "all, penalty 10": ("all", ALL, linear(0.1), 1.0, True, "sepsis"),
    "all, 80% of rows": ("all", ALL, linear(), 0.8, True, "sepsis"),
    "all, 50% of rows": ("all", ALL, linear(), 0.5, True, "sepsis"),
    "no logarithms": ("no logarithms", ALL, linear(), 1.0, False, "sepsis"),
    **{f"without {n}": (f"without {n}", without(n), linear(), 1.0, True, "sepsis") for n in ALL},
    "vital signs": ("vital signs", VITALS, linear(), 1.0, True, "sepsis"),
    "vital signs, age": ("vital signs, age", (*VITALS, "age"), linear(), 1.0, True, "sepsis"),
    "laboratory": ("laboratory", LABS, linear(), 1.0, True, "sepsis"),
    "vital signs, laboratory": ("both", VITALS + LABS, linear(), 1.0, True, "sepsis"),
    "charts": ("charts", ALL, linear(), 1.0, True, "chart_review"),
    "squares": ("squares", ALL, squares, 1.0, True, "sepsis"),
    "boosted": ("boosted", ALL, boosted(), 1.0, True, "sepsis"),
    "boosted, 80% of rows": ("boosted", ALL, boosted(), 0.8, True, "sepsis"),
    "boosted, slower": ("boosted", ALL, boosted(0.05), 1.0, True, "sepsis"),
    "forest": ("forest", ALL, forest, 1.0, True, "sepsis"),
}
COPIED = ("all", "vital signs", "charts", "boosted")
NOISE = (0.0, 0.03, 0.1, 0.2, 0.3)


def risk_of(team, practice, stays, seed):
    """A team's risk of each stay."""
    _choice, chosen, model, share, logs, label = TEAMS[team]
    rows = practice[practice[label].notna()].sample(frac=share, random_state=seed)
    fitted = model(seed).fit(columns(rows, chosen, logs), rows[label].astype(int))
    return fitted.predict_proba(columns(stays, chosen, logs))[:, 1]


def measured(recipe, secret, stays):
    """Of one draw: the correlation of each pair of honest teams, and of copies with what they copied.

    Returns
    -------
    honest : dict of (str, str) to float
    copied : dict of (str, float) to float
        By team and standard deviation of the noise, in log-odds, after a rising curve.
    """
    practice = draw(recipe.of("practice")[0], secret, "practice").practice
    patients = draw(recipe.of("board")[0], secret, 1, stays).stays
    risks = {team: risk_of(team, practice, patients, seed) for seed, team in enumerate(TEAMS)}
    found = agreements(list(risks.values()))
    honest = {(a, b): float(found[i, j]) for (i, a), (j, b) in itertools.combinations(enumerate(TEAMS), 2)}
    rng = np.random.default_rng(stays)
    copied = {}
    for team, noise in itertools.product(COPIED, NOISE):
        log_odds = np.log(risks[team] / (1 - risks[team]))
        moved = 0.7 * log_odds - 1 + 0.7 * noise * rng.standard_normal(len(log_odds))
        copied[team, noise] = float(agreements([risks[team], moved])[0, 1])
    return honest, copied


def main(draws=10):
    """Print the tables."""
    from labkit.contest.recipe import competitions, read_recipe

    recipe = read_recipe(competitions() / "ia4care" / "contest.toml")
    for stays in (20_000, 2_000):
        pairs, copies = defaultdict(list), defaultdict(list)
        for number in range(draws):
            honest, copied = measured(recipe, bytes([number + 1]) * 32, stays)
            for pair, value in honest.items():
                pairs[pair].append(value)
            for key, value in copied.items():
                copies[key].append(value)
        other = {p: v for p, v in pairs.items() if TEAMS[p[0]][0] != TEAMS[p[1]][0]}
        for kind, these in (
            ("another choice", other),
            ("the same choice", {p: pairs[p] for p in pairs if p not in other}),
        ):
            flagged = sum(value >= ALIKE for values in these.values() for value in values)
            print(f"{stays} stays, {kind}: {flagged} of {draws * len(these)} pairs are flagged")
            for pair, values in sorted(these.items(), key=lambda each: -max(each[1]))[:12]:
                print(f"    {' / '.join(pair):<60} {np.mean(values):.5f} (most {max(values):.5f})")
        for (team, noise), values in copies.items():
            found = sum(value >= ALIKE for value in values)
            print(
                f"{stays} stays, copy of {team}, noise {noise}: {np.mean(values):.5f}; flagged {found} of {draws}"
            )


if __name__ == "__main__":
    main()
