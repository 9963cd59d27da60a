"""How alike teams' orders of patients are: honest teams that choose for themselves, and copies moved by noise.

``python -m tests.contest.lookalikes`` prints (minutes of processor) what docs/contest-shown.md says of it; `labkit.contest.copies.ALIKE` rests on it.
"""

import itertools
from collections import defaultdict

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, SplineTransformer, StandardScaler

from labkit.contest.copies import ALIKE
from labkit.contest.hospitals import draw
from labkit.contest.order import agreements, agreements_explained

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


def curves(seed):
    return make_pipeline(SplineTransformer(), StandardScaler(), LogisticRegression(max_iter=500))


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
    "forest, another seed": ("forest", ALL, forest, 1.0, True, "sepsis"),
    "curves": ("curves", ALL, curves, 1.0, True, "sepsis"),
    "vital signs, boosted": ("vital signs, boosted", VITALS, boosted(), 1.0, True, "sepsis"),
    "vital signs, forest": ("vital signs, forest", VITALS, forest, 1.0, True, "sepsis"),
}
COPIED = ("all", "vital signs", "charts", "boosted", "forest")
NOISE = (0.03, 0.1, 0.2, 0.3, 0.5)


def risk_of(team, practice, stays, seed):
    """A team's risk of each stay."""
    _choice, chosen, model, share, logs, label = TEAMS[team]
    rows = practice[practice[label].notna()].sample(frac=share, random_state=seed)
    fitted = model(seed).fit(columns(rows, chosen, logs), rows[label].astype(int))
    return fitted.predict_proba(columns(stays, chosen, logs))[:, 1]


def measured(recipe, secret, stays):
    """Of one draw: how alike each pair of honest teams is, and copies and what they copied.

    Returns
    -------
    honest : dict of (str, str) to pair of float
        Correlation of the orders, and of what the patients' values explain of them.
    copied : dict of (str, float) to pair of float
        By team and standard deviation of the noise, in log-odds, after a rising curve.
    """
    practice = draw(recipe.of("practice")[0], secret, "practice").practice
    patients = draw(recipe.of("board")[0], secret, 1, stays).stays
    risks = {team: risk_of(team, practice, patients, seed) for seed, team in enumerate(TEAMS)}
    honest_pairs = list(itertools.combinations(range(len(TEAMS)), 2))
    rng = np.random.default_rng(stays)
    moved = []
    for team, noise in itertools.product(COPIED, NOISE):
        risk = np.clip(risks[team], 1e-6, 1 - 1e-6)
        log_odds = np.log(risk / (1 - risk))
        moved.append(0.7 * log_odds - 1 + 0.7 * noise * rng.standard_normal(len(log_odds)))
    everybody = [*risks.values(), *moved]
    raw, explained = agreements(everybody), agreements_explained(everybody, patients)
    names = list(TEAMS)
    honest = {(names[i], names[j]): (raw[i, j], explained[i, j]) for i, j in honest_pairs}
    copied = {}
    for k, (team, noise) in enumerate(itertools.product(COPIED, NOISE), start=len(TEAMS)):
        i = names.index(team)
        copied[team, noise] = (raw[i, k], explained[i, k])
    return honest, copied


def main(draws=3):
    """Print the tables."""
    from labkit.contest.recipe import competitions, read_recipe

    recipe = read_recipe(competitions() / "ia4care" / "contest.toml")
    for stays in (20_000, 2_000):
        pairs, copies = defaultdict(list), defaultdict(list)
        for number in range(draws):
            honest, copied = measured(recipe, bytes([number + 1]) * 32, stays)
            for found, kept in ((honest, pairs), (copied, copies)):
                for key, both in found.items():
                    kept[key].append(both)
        other = {p: v for p, v in pairs.items() if TEAMS[p[0]][0] != TEAMS[p[1]][0]}
        sex = {p: v for p, v in other.items() if "without sex" in p and any(n.startswith("all") for n in p)}
        for kind, these in (
            ("another choice", {p: v for p, v in other.items() if p not in sex}),
            ("all columns, and all but sex", sex),
            ("the same choice", {p: v for p, v in pairs.items() if p not in other}),
        ):
            flagged = np.array([np.array(values) >= ALIKE for values in these.values()])
            either = flagged.any(axis=-1)
            print(
                f"{stays} stays, {kind}: of {either.size} pairs {flagged[..., 0].sum()} are flagged by the order, "
                f"{either.sum()} by it or by what explains it",
                flush=True,
            )
            for pair, values in sorted(these.items(), key=lambda each: -np.max(each[1]))[:12]:
                most = np.max(values, axis=0)
                print(f"    {' / '.join(pair):<50} most {most[0]:.5f}, explained {most[1]:.5f}")
        for (team, noise), values in copies.items():
            raw, explained = np.array(values).T
            print(
                f"{stays} stays, copy of {team}, noise {noise}: {raw.mean():.5f}, explained {explained.mean():.5f} (least {explained.min():.5f}); "
                f"flagged {(raw >= ALIKE).sum()} by the order, {((raw >= ALIKE) | (explained >= ALIKE)).sum()} in all, of {draws}"
            )


if __name__ == "__main__":
    main()
