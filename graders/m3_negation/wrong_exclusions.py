"""Builder's task 5: what an exclusion is worth."""

from collections import Counter

from labkit.tasks import Text, function_task, laws

from .exclusions import called_absent, divided, judged_mentions, not_excluded

_A_DICT = Text(
    "A dict is asked for, each group to its share: from numbers alone nobody can tell which is whose.",
    "On demande un dict, de chaque groupe à sa part : de nombres seuls, on ne sait pas lequel est à qui.",
)


def _missed_exclusions(gold, said, group, empty=None):
    return divided(gold, said, group, lambda g, s: s != "absent", lambda g, s: g == "absent", empty)


task = function_task(
    points=1,
    forbids=["labkit.text.PhenomenonErrorsDisplay", "labkit.text.errors_display"],
    why=Text(
        "Right: among what is called absent, and there only, the share that nobody excluded. A tool that never excludes is not a tool that "
        "excludes well: it has no such share.",
        "Juste : parmi ce qui est dit absent, et là seulement, la part que personne n'a exclue. Un outil qui n'exclut jamais n'est pas un outil "
        "qui exclut bien : pour lui, cette part n'existe pas.",
    ),
    hints=[
        Text(
            'Take one group. Keep its mentions whose said is "absent", and leave the others out.',
            'Prenez un groupe. Gardez ses mentions dont said est "absent", et laissez les autres.',
        ),
        Text(
            'Of those, in how many is gold anything but "absent"? Divide by the number that you kept.',
            'Parmi elles, dans combien gold est-il autre chose que "absent" ? Divisez par le nombre de celles que vous avez gardées.',
        ),
        Text(
            "Nothing kept: there is nothing to divide by, and the group still gets its row, with None. So begin from all the groups: set(group).",
            "Rien de gardé : il n'y a pas par quoi diviser, et le groupe a quand même sa ligne, avec None. Partez donc de tous les groupes : "
            "set(group).",
        ),
    ],
    laws=[
        laws.bounded(
            0,
            1,
            Text(
                "A share lies between 0 and 1. Is yours a percentage? Leave the 100 out. A count? "
                "Divide it by the mentions of that group that are called absent.",
                "Une part est entre 0 et 1. La vôtre est-elle un pourcentage ? Ne multipliez pas par 100. Un "
                "compte ? Divisez-le par les mentions de ce groupe qui sont dites absentes.",
            ),
        ),
        laws.permutation_invariant(
            ["gold", "said", "group"],
            Text(
                "The order of the mentions must not change a share.",
                "L'ordre des mentions ne doit pas changer une part.",
            ),
        ),
        laws.replication_invariant(
            ["gold", "said", "group"],
            Text(
                "Counting every mention twice must not change a share.",
                "Compter deux fois chaque mention ne doit pas changer une part.",
            ),
        ),
        laws.known(
            {"gold": ["absent", "uncertain"], "said": ["absent", "absent"], "group": ["a", "b"]},
            {"a": 0.0, "b": 1.0},
            Text(
                "Two mentions called absent, one a group: the one that is uncertain is a wrong exclusion, the one that is absent is not. "
                "Each group has its own share.",
                "Deux mentions dites absentes, une par groupe : celle qui est incertaine est une exclusion fausse, celle qui est absente "
                "n'en est pas une. Chaque groupe a sa propre part.",
            ),
        ),
        laws.known(
            {
                "gold": ["absent", "absent", "present", "present"],
                "said": ["absent", "uncertain", "absent", "present"],
                "group": ["a", "a", "a", "a"],
            },
            {"a": 0.5},
            Text(
                "Four mentions of one group, two of them called absent: only those two count, and one of them nobody excluded.",
                "Quatre mentions d'un groupe, dont deux dites absentes : seules ces deux comptent, et l'une n'a été exclue par personne.",
            ),
        ),
        laws.known(
            {"gold": ["present", "absent"], "said": ["present", "uncertain"], "group": ["a", "a"]},
            {"a": None},
            Text(
                "In a group where nothing is called absent, the share is undefined: the group has its row, and the row says None.",
                "Dans un groupe où rien n'est dit absent, la part n'est pas définie : le groupe a sa ligne, et la ligne dit None.",
            ),
        ),
    ],
)


@task.reference
def among_the_excluded(gold, said, group):
    return divided(gold, said, group, not_excluded, called_absent)


@task.alternative
def with_pandas(gold, said, group):
    import pandas as pd

    rows = pd.DataFrame({"gold": gold, "said": said, "group": group})
    wrong = (rows.gold != "absent").astype(float).where(rows.said == "absent")
    shares = wrong.groupby(rows.group).mean()
    return shares.astype(object).where(shares.notna(), None)


@task.alternative
def with_comprehensions(gold, said, group):
    rows = list(zip(gold, said, group, strict=True))
    of = {name: [g != "absent" for g, s, n in rows if n == name and s == "absent"] for name in set(group)}
    return {name: sum(wrong) / len(wrong) if wrong else None for name, wrong in of.items()}


@task.alternative
def with_two_counters(gold, said, group):
    excluded = Counter(name for s, name in zip(said, group, strict=True) if s == "absent")
    right = Counter(n for g, s, n in zip(gold, said, group, strict=True) if g == s == "absent")
    return {n: (excluded[n] - right[n]) / excluded[n] if n in excluded else None for n in group}


@task.mutant(
    Text(
        "A group where nothing is called absent gets 0 from you, as if its exclusions were all right. There are none: the share is undefined. A tool "
        "that never excludes would top your list. Give None.",
        "Un groupe où rien n'est dit absent reçoit 0 chez vous, comme si ses exclusions étaient toutes justes. Il n'y en a pas : la part n'est pas "
        "définie. Un outil qui n'exclut jamais arriverait en tête. Donnez None.",
    ),
)
def nothing_said_is_never_wrong(gold, said, group):
    return divided(gold, said, group, not_excluded, called_absent, empty=0.0)


@task.mutant(
    Text(
        "A group where nothing is called absent has no row in your answer: nobody can tell « never excludes » from « never looked at ». Start from "
        "all the groups, and give it None.",
        "Un groupe où rien n'est dit absent n'a pas de ligne chez vous : on ne distingue plus « n'exclut jamais » de « jamais regardé ». Partez de tous "
        "les groupes, et donnez-lui None.",
    ),
)
def left_out(gold, said, group):
    return {name: share for name, share in among_the_excluded(gold, said, group).items() if share is not None}


@task.mutant(
    Text(
        "Your shares are right. Where nothing is called absent you give NaN: undefined indeed, but every comparison with NaN is false, so that it slips "
        "past any limit (share > 0.05) unseen. Here undefined is written None.",
        "Vos parts sont justes. Là où rien n'est dit absent, vous donnez NaN : non défini, en effet, mais toute comparaison avec NaN est fausse, et il "
        "franchit sans bruit n'importe quelle limite (part > 0.05). Ici, non défini s'écrit None.",
    ),
)
def not_a_number(gold, said, group):
    return divided(gold, said, group, not_excluded, called_absent, empty=float("nan"))


@task.mutant(
    Text(
        "You count as wrong only what is present. The uncertain is a wrong exclusion too: « cannot exclude », filed as absent, is an exclusion that "
        "nobody made.",
        "Vous ne comptez comme faux que ce qui est présent. L'incertain est aussi une exclusion fausse : « ne permet pas d'exclure », classé absent, est "
        "une exclusion que personne n'a faite.",
    ),
)
def not_found_means_excluded(gold, said, group):
    return divided(gold, said, group, lambda g, s: g == "present", called_absent)


@task.mutant(
    Text(
        "Two things: the uncertain is a wrong exclusion as well as the present (nobody excluded it), and a group where nothing is called absent has no "
        "row in your answer (it is None).",
        "Deux choses : l'incertain est une exclusion fausse autant que le présent (personne ne l'a exclu), et un groupe où rien n'est dit absent n'a pas "
        "de ligne chez vous (c'est None).",
    ),
)
def not_found_means_excluded_no_row(gold, said, group):
    shares = not_found_means_excluded(gold, said, group)
    return {name: share for name, share in shares.items() if share is not None}


@task.mutant(_A_DICT)
def a_list_of_shares(gold, said, group):
    return list(among_the_excluded(gold, said, group).values())


@task.mutant(_A_DICT)
def one_number(gold, said, group):
    wrong = [g != "absent" for g, s in zip(gold, said, strict=True) if s == "absent"]
    return sum(wrong) / len(wrong)


@task.mutant(
    Text(
        "You divide by all the mentions of the group. A tool that excludes little then looks careful, however often it is wrong when it does. Divide by "
        "those it calls absent.",
        "Vous divisez par toutes les mentions du groupe. Un outil qui exclut peu paraît alors prudent, même s'il se trompe souvent quand il exclut. "
        "Divisez par celles qu'il dit absentes.",
    ),
)
def share_of_all_mentions(gold, said, group):
    return divided(gold, said, group, lambda g, s: s == "absent" != g, lambda g, s: True)


@task.mutant(
    Text(
        "You count every error: that is the figure above, and m2_finetune's table. Here only what is called absent counts, in the numerator and in the denominator.",
        "Vous comptez toutes les erreurs : c'est la figure plus haut, et le tableau de m2_finetune. Ici, seul compte ce qui est dit absent, au "
        "numérateur comme au dénominateur.",
    ),
)
def any_error(gold, said, group):
    return divided(gold, said, group, lambda g, s: g != s, lambda g, s: True)


@task.mutant(
    Text(
        "The other direction: of what is absent, you count what is not called so. Those are exclusions missed: a finding too many on the list, and "
        "somebody checks. The question starts from what is called absent, which nobody checks.",
        "L'autre sens : de ce qui est absent, vous comptez ce qui n'est pas dit absent. Ce sont des exclusions manquées : un signe de trop sur la liste, "
        "et quelqu'un vérifie. La question part de ce qui est dit absent, que personne ne vérifie.",
    ),
)
def missed_exclusions(gold, said, group):
    return _missed_exclusions(gold, said, group)


@task.mutant(
    Text(
        "You divide by what is not absent: that is the share of those findings that is lost. The question starts from what is called absent: divide "
        "by that.",
        "Vous divisez par ce qui n'est pas absent : c'est la part de ces signes qui se perd. La question part de ce qui est dit absent : divisez par "
        "cela.",
    ),
)
def divided_by_the_not_absent(gold, said, group):
    return divided(gold, said, group, called_absent, not_excluded)


@task.mutant(
    Text(
        "The numerator is right, but you divide it by what is truly absent. The question starts from what is called absent: divide by that.",
        "Le numérateur est juste, mais vous le divisez par ce qui est vraiment absent. La question part de ce qui est dit absent : divisez par cela.",
    ),
)
def over_the_truly_absent(gold, said, group):
    absent = Counter(name for g, name in zip(gold, group, strict=True) if g == "absent")
    return {name: n / absent[name] if n else None for name, n in counts_for_shares(gold, said, group).items()}


@task.mutant(
    Text(
        "That is the share of right exclusions; the wrong ones are the rest.",
        "C'est la part des exclusions justes ; les fausses sont le reste.",
    ),
)
def right_not_wrong(gold, said, group):
    return divided(gold, said, group, lambda g, s: g == "absent", called_absent)


@task.mutant(
    Text(
        "Every group gets the same number, the average of all exclusions. A careless tool hides behind a careful one: keep each group's own.",
        "Chaque groupe reçoit le même nombre, la moyenne de toutes les exclusions. Un outil négligent se cache derrière un outil prudent : gardez à "
        "chaque groupe les siennes.",
    ),
)
def one_average(gold, said, group):
    wrong = [g != "absent" for g, s in zip(gold, said, strict=True) if s == "absent"]
    return dict.fromkeys(group, sum(wrong) / len(wrong))


@task.mutant(
    Text(
        "You divide by the exclusions of all groups together. A tool that excludes little then looks harmless: divide by the group's own.",
        "Vous divisez par les exclusions de tous les groupes ensemble. Un outil qui exclut peu paraît alors sans danger : divisez par celles du groupe.",
    ),
)
def share_of_all_exclusions(gold, said, group):
    everything = sum(s == "absent" for s in said)
    return {name: n / everything for name, n in counts_for_shares(gold, said, group).items()}


@task.mutant(
    Text(
        "Those are counts. The tool that excludes most has most of them, right or wrong: divide by the group's mentions that are called absent.",
        "Ce sont des comptes. L'outil qui exclut le plus en a le plus, à tort ou à raison : divisez par les mentions du groupe qui sont dites absentes.",
    ),
)
def counts_for_shares(gold, said, group):
    counts = dict.fromkeys(group, 0)
    for g, s, name in zip(gold, said, group, strict=True):
        counts[name] += s == "absent" != g
    return counts


task.cases(judged_mentions)
