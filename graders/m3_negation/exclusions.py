"""Mentions that a tool calls absent, rightly or not, and shares of them by group."""

from collections import Counter

from labkit.tasks import case

from .vocabulary import one_of


def divided(gold, said, group, counted, among, empty=None):
    """For each group, how many of the mentions in `among` are `counted`; `empty` where there are none."""
    hits, whole = Counter(), Counter()
    for g, s, name in zip(gold, said, group, strict=True):
        whole[name] += among(g, s)
        hits[name] += among(g, s) and counted(g, s)
    return {name: hits[name] / n if n else empty for name, n in whole.items()}


def not_excluded(g, s):
    return g != "absent"


def called_absent(g, s):
    return s == "absent"


def judged_mentions(rng):
    labels = ["present", "absent", "uncertain"]
    for n in (60, 90, 120):
        careful, careless, sparing = (f"tool_{letter}" for letter in rng.permutation(list("ABCDE"))[:3])
        group = [str(g) for g in rng.choice([careful, careless, sparing], n, p=[0.5, 0.35, 0.15])]
        gold = [str(g) for g in rng.choice(labels, n)]
        right = {careful: 0.85, careless: 0.45, sparing: 0.6}
        said = [
            g if rng.random() < right[name] else one_of(rng, labels)
            for g, name in zip(gold, group, strict=True)
        ]
        # Each tool excludes what is present, what is in doubt and what is absent, and misses an exclusion; one
        # tool never excludes.
        for name in (careful, careless, sparing):
            gold += ["present", "uncertain", "absent", "absent", "absent"]
            said += ["absent", "absent", "absent", "absent", "present"]
            group += [name] * 5
        gold += [*labels, "present"]
        said += ["present", "uncertain", "uncertain", "present"]
        group += [f"{careful}_alone"] * 4  # its name begins with another's
        order = rng.permutation(len(gold))
        yield case(
            gold=[gold[i] for i in order], said=[said[i] for i in order], group=[group[i] for i in order]
        )
