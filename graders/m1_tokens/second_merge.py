"""Explorer's task: second merge."""

from functools import cache

from labkit.tasks import Text, value_task
from labkit.text.tokens import best_pair, merge_pair, pair_counts

# Five words and how often they stand in a ward's notes: small enough for paper.
WARD_WORDS = {"fever": 5, "severe": 3, "fièvre": 2, "nerf": 4, "ouvert": 3}


@cache
def merges_by_hand(n):
    """The first `n` merges on the ward's five words."""
    spelled, merges = {tuple(word): count for word, count in WARD_WORDS.items()}, []
    for _ in range(n):
        merges.append(best_pair(pair_counts(spelled)))
        spelled = {tuple(merge_pair(word, merges[-1])): count for word, count in spelled.items()}
    return merges


@cache
def first():
    return tuple("".join(pair) for pair in merges_by_hand(2))[0]


@cache
def second():
    return tuple("".join(pair) for pair in merges_by_hand(2))[1]


@cache
def pieces():
    return {word[i:j] for word in WARD_WORDS for i in range(len(word)) for j in range(i + 2, len(word) + 1)}


task = value_task(
    points=2,
    domain=lambda: sorted(pieces()),
    why=Text(
        "Right. Do this some four thousand times and you have a tokenizer. It knows no French, no English and no medicine, only what came back "
        "often.",
        "Juste. Faites-le environ quatre mille fois et vous avez un segmenteur. Il ne connaît ni le français, ni l'anglais, ni la médecine, "
        "seulement ce qui revenait souvent.",
    ),
    hints=[
        Text(
            "First merge: which two neighbouring characters come most often? Each word counts as many times as it stands in the "
            "notes.",
            "Première fusion : quelles sont les deux lettres voisines qui reviennent le plus ? Chaque mot compte autant de fois qu'il figure "
            "dans les notes.",
        ),
        Text(
            "Write the words again with those two letters glued into one piece, then count the pairs afresh.",
            "Réécrivez les mots avec ces deux lettres collées en un morceau, puis recomptez les paires.",
        ),
        Text(
            "The glued piece counts as one letter now: it can pair with the letter before it.",
            "Le morceau collé compte maintenant comme une lettre : il peut s'apparier à la lettre qui le précède.",
        ),
    ],
)


@task.reference
def counted_twice():
    return second()


@task.mutant(
    Text(
        "That is the first merge. Glue it in every word, count again: which pair comes next?",
        "C'est la première fusion. Collez-la dans chaque mot, recomptez : quelle paire vient ensuite ?",
    ),
)
def first_merge(answer):
    return answer == first()


@task.mutant(
    Text(
        "That pair was frequent before the first merge. Since then one of its letters belongs to a bigger piece: count again.",
        "Cette paire était fréquente avant la première fusion. Depuis, l'une de ses lettres appartient à un plus gros morceau : "
        "recomptez.",
    ),
)
def not_recounted(answer):
    return answer in ("ve", "ev")


@task.mutant(
    Text(
        "That is a whole word: a token is not a word. Each merge glues only two neighbouring pieces.",
        "C'est un mot entier : un jeton n'est pas un mot. Chaque fusion ne colle que deux morceaux voisins.",
    ),
)
def a_token_is_a_word(answer):
    return answer in WARD_WORDS


@task.mutant(
    Text(
        "These two letters stand together, but rarely. Multiply by how often each word stands in the notes.",
        "Ces deux lettres se suivent, mais rarement. Multipliez par le nombre de fois que chaque mot figure dans les notes.",
    ),
)
def rare_pair(answer):
    return len(answer) == 2


@task.mutant(
    Text(
        "That would take more than two merges. Each one glues two pieces and no more.",
        "Il faudrait plus de deux fusions. Chacune colle deux morceaux, pas davantage.",
    ),
)
def three_pieces(answer):
    return len(answer) > 2
