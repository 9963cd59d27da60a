"""Builder's task 2: choose the next merge."""

from labkit.tasks import Text, case, function_task, laws

from .lexis import some

task = function_task(
    points=1,
    forbids=["labkit.text.tokens.best_pair", "labkit.text.tokens.merging"],
    why=Text(
        "Right. Because ties have a rule, two hospitals that make their tokenizers from the same letters get the same one.",
        "Juste. Et comme les ex aequo ont une règle, deux hôpitaux qui entraînent le leur sur les mêmes lettres obtiennent le même "
        "segmenteur.",
    ),
    hints=[
        Text(
            "`max(counts, key=counts.get)` gives one of the most frequent pairs. Which one, if several tie?",
            "`max(counts, key=counts.get)` donne l'une des paires les plus fréquentes. Laquelle, s'il y a des ex aequo ?",
        ),
        Text(
            "`max` keeps the first it meets: let it meet them in order, `sorted(counts)`.",
            "`max` garde la première rencontrée : faites-les-lui rencontrer dans l'ordre, `sorted(counts)`.",
        ),
    ],
    laws=[
        laws.known(
            {"counts": {("r", "e"): 3, ("e", "r"): 3}},
            ("e", "r"),
            Text(
                "The answer is one pair of pieces. Where (r, e) and (e, r) tie with 3 each, the first in alphabetical order goes first.",
                "La réponse est une paire de morceaux. Si (r, e) et (e, r) sont ex aequo avec 3, la première dans l'ordre alphabétique "
                "l'emporte.",
            ),
        ),
    ],
)


@task.reference
def frequent_then_alphabetical(counts):
    return min(counts, key=lambda pair: (-counts[pair], pair))


@task.alternative
def first_of_sorted(counts):
    return max(sorted(counts), key=counts.get)


@task.alternative
def smallest_of_the_tied(counts):
    most = max(counts.values())
    return list(sorted(pair for pair, n in counts.items() if n == most)[0])


task.equivalent(
    "frequent_then_alphabetical:ties:*", "the pair itself is part of the key: no two keys are alike"
)
task.equivalent("smallest_of_the_tied:around:list(*", "a pair as a tuple is the same pair")


@task.mutant(
    Text(
        "Among equals you take the one met first. Put the notes in another order and you have another tokenizer: give ties a rule.",
        "Parmi les ex aequo, vous prenez la première rencontrée. Changez l'ordre des notes et vous avez un autre segmenteur : "
        "donnez une règle aux ex aequo.",
    ),
)
def first_come(counts):
    return max(counts, key=counts.get)


@task.mutant(
    Text(
        "Among equals you take the last in alphabetical order (`max` of count and pair): the rule here is the first.",
        "Parmi les ex aequo, vous prenez la dernière dans l'ordre alphabétique (`max` de l'effectif et de la paire) : ici, la "
        "règle est la première.",
    ),
)
def last_in_order(counts):
    return max(counts, key=lambda pair: (counts[pair], pair))


@task.mutant(
    Text(
        "You take the rarest pair. A vocabulary is short: it must spend its places on what comes back most.",
        "Vous prenez la paire la plus rare. Un vocabulaire est court : ses places doivent aller à ce qui revient le plus.",
    ),
)
def rarest(counts):
    return min(counts, key=lambda pair: (counts[pair], pair))


@task.mutant(
    Text(
        "You take the first pair in alphabetical order, whatever its count. The count comes first; the alphabet only settles ties.",
        "Vous prenez la première paire dans l'ordre alphabétique, quel que soit son effectif. L'effectif d'abord ; l'alphabet ne "
        "sert qu'aux ex aequo.",
    ),
)
def counts_forgotten(counts):
    return min(counts)


@task.mutant(
    Text(
        "`max(counts)` compares the pairs themselves and takes the last in the alphabet. Compare their counts: `key=counts.get`.",
        "`max(counts)` compare les paires elles-mêmes et prend la dernière dans l'alphabet. Comparez leurs effectifs : "
        "`key=counts.get`.",
    ),
)
def largest_pair(counts):
    return max(counts)


@task.mutant(
    Text(
        "You return how often the pair comes. The pair itself is wanted: it is what will be merged.",
        "Vous renvoyez le nombre de fois que la paire revient. C'est la paire elle-même qu'on veut : c'est elle qu'on fusionnera.",
    ),
)
def the_count_itself(counts):
    return max(counts.values())


@task.mutant(
    Text(
        "You return the pair together with its count. Only the pair is wanted; and give ties their rule.",
        "Vous renvoyez la paire avec son effectif. Seule la paire est demandée ; et donnez leur règle aux ex aequo.",
    ),
)
def pair_and_count(counts):
    return max(counts.items(), key=lambda item: item[1])


@task.cases
def tables_with_ties(rng):
    letters = list("abcdefgiorstuvé")
    for _ in range(6):
        pairs = list(dict.fromkeys(zip(some(rng, letters, 14), some(rng, letters, 14), strict=True)))
        counts = {pair: int(rng.integers(2, 9)) for pair in pairs}
        # three at the top, met in the wrong order; one rare pair that the alphabet would put first
        tied = sorted(pairs)[2:5]
        for pair in tied:
            counts.pop(pair)
        yield case(counts={tied[1]: 11, **counts, tied[2]: 11, tied[0]: 11, ("a", "a"): 9})
    yield case(counts={tied[0]: 11, **counts, tied[1]: 11})  # the right one is also the first met
