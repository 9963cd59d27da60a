"""Builder's task 1: what comes next, counted, with a little weight for what was never seen."""

from collections import Counter, defaultdict

from labkit.tasks import Text, case, function_task, laws

_NOTES = [["no", "fever", "."], ["no", "pain", "."], ["no", "fever"]]

task = function_task(
    points=2,
    forbids=["nltk"],
    why=Text(
        "Right: every word keeps a little probability, and they sum to 1. That is a language model: counts, and a rule for what was never counted.",
        "Juste : chaque mot garde un peu de probabilité, et leur somme vaut 1. C'est déjà un modèle de langue : des comptes, et une règle pour ce qui n'a jamais été compté.",
    ),
    hints=[
        Text(
            "In each sentence, look at every place i where sentence[i : i + len(context)] == context and a word follows: sentence[i + len(context)].",
            "Dans chaque phrase, regardez chaque place i où sentence[i : i + len(context)] == context et où un mot suit : sentence[i + len(context)].",
        ),
        Text(
            "Count these words with collections.Counter. The denominator is the sum of the counts plus alpha for each word of the vocabulary.",
            "Comptez ces mots avec collections.Counter. Le dénominateur est la somme des comptes plus alpha pour chaque mot du vocabulaire.",
        ),
        Text(
            "Return {w: (counts[w] + alpha) / total for w in vocabulary}, with total = sum(counts.values()) + alpha * len(vocabulary).",
            "Renvoyez {w: (counts[w] + alpha) / total for w in vocabulary}, avec total = sum(counts.values()) + alpha * len(vocabulary).",
        ),
    ],
    laws=[
        laws.known(
            {
                "sentences": _NOTES,
                "context": ["no"],
                "vocabulary": [".", "fever", "no", "pain", "cough"],
                "alpha": 1,
            },
            {".": 1 / 8, "fever": 3 / 8, "no": 1 / 8, "pain": 2 / 8, "cough": 1 / 8},
            Text(
                "Three sentences; after “no” come fever, pain, fever. Five words in the vocabulary, alpha 1: fever has (2 + 1) / (3 + 5), cough (0 + 1) / 8.",
                "Trois phrases ; après « no » viennent fever, pain, fever. Cinq mots dans le vocabulaire, alpha 1 : fever a (2 + 1) / (3 + 5), cough (0 + 1) / 8.",
            ),
        ),
        laws.sums_to(
            1,
            Text(
                "The probabilities of all the words of the vocabulary must sum to 1. What is added above must be added below.",
                "Les probabilités de tous les mots du vocabulaire doivent sommer à 1. Ce qu'on ajoute en haut s'ajoute aussi en bas.",
            ),
        ),
    ],
)


@task.reference
def counted(sentences, context, vocabulary, alpha):
    n = len(context)
    counts = Counter(
        sentence[i + n]
        for sentence in sentences
        for i in range(len(sentence) - n)
        if sentence[i : i + n] == context
    )
    total = sum(counts.values()) + alpha * len(vocabulary)
    return {word: (counts[word] + alpha) / total for word in vocabulary}


@task.alternative
def begun_at_alpha(sentences, context, vocabulary, alpha):
    weight = dict.fromkeys(vocabulary, alpha)
    for sentence in sentences:
        for end in range(len(context), len(sentence)):
            if sentence[end - len(context) : end] == list(context):
                weight[sentence[end]] += 1
    whole = sum(weight.values())
    return {word: value / whole for word, value in weight.items()}


@task.alternative
def table_of_all_contexts(sentences, context, vocabulary, alpha):
    n, table = len(context), defaultdict(list)
    for sentence in sentences:
        for *before, word in zip(*(sentence[k:] for k in range(n + 1)), strict=False):
            table[tuple(before)].append(word)
    followed = table[tuple(context)]
    return {
        word: (followed.count(word) + alpha) / (len(followed) + alpha * len(vocabulary))
        for word in vocabulary
    }


for change in ("absolute", "not_below_nought"):
    task.equivalent(f"*:put_in:{change}", "probabilities: never below 0")
task.equivalent(
    "begun_at_alpha:bounds:*",
    "one place earlier there are too few words before it: an empty slice is no context",
)
task.equivalent("begun_at_alpha:around:list(context) -> *", "the context is a list already")


def _followers(sentences, context):
    n = len(context)
    return [s[i + n] for s in sentences for i in range(len(s) - n) if list(s[i : i + n]) == list(context)]


def _spread(followers, vocabulary, alpha, total=None):
    counts = Counter(followers)
    whole = len(followers) + alpha * len(vocabulary) if total is None else total
    return {word: (counts[word] + alpha) / whole for word in vocabulary}


@task.mutant(
    Text(
        "alpha is added to each count and not to the denominator: the probabilities sum to more than 1. Add alpha once for each word of the vocabulary below as well.",
        "alpha est ajouté à chaque compte et non au dénominateur : les probabilités somment à plus de 1. Ajoutez en bas aussi alpha pour chaque mot du vocabulaire.",
    ),
)
def added_above_only(sentences, context, vocabulary, alpha):
    followers = _followers(sentences, context)
    return _spread(followers, vocabulary, alpha, total=max(len(followers), 1))


@task.mutant(
    Text(
        "alpha is added once below, for the whole vocabulary. Each word received alpha above, so the denominator receives alpha as many times as there are words.",
        "alpha n'est ajouté qu'une fois en bas, pour tout le vocabulaire. Chaque mot a reçu alpha en haut : le dénominateur le reçoit autant de fois qu'il y a de mots.",
    ),
)
def added_once_below(sentences, context, vocabulary, alpha):
    followers = _followers(sentences, context)
    return _spread(followers, vocabulary, alpha, total=len(followers) + alpha)


@task.mutant(
    Text(
        "Words that never followed have probability 0: nothing is smoothed. The first note with a new pair of words would then be impossible, and the perplexity infinite.",
        "Les mots jamais vus à cette place ont une probabilité nulle : rien n'est lissé. La première note avec une paire de mots nouvelle serait alors impossible, et la perplexité infinie.",
    ),
)
def never_seen_is_impossible(sentences, context, vocabulary, alpha):
    followers = _followers(sentences, context)
    if not followers:
        return {word: 1 / len(vocabulary) for word in vocabulary}
    return _spread(followers, vocabulary, 0)


@task.mutant(
    Text(
        "Your count runs from the end of one sentence into the next, as if they were one text. The last words of a patient's sentence say nothing of the next patient's first word.",
        "Votre compte passe de la fin d'une phrase au début de la suivante, comme si c'était un seul texte. Les derniers mots d'une phrase ne disent rien du premier mot de la suivante.",
    ),
)
def across_sentences(sentences, context, vocabulary, alpha):
    whole = [word for sentence in sentences for word in sentence]
    return _spread(_followers([whole], context), vocabulary, alpha)


@task.mutant(
    Text(
        "Only the last word of the context is looked at. After “pas de” and after “peu de” the same words would follow: the whole context must agree.",
        "Seul le dernier mot du contexte est regardé. Les mêmes mots suivraient « pas de » et « peu de » : tout le contexte doit coïncider.",
    ),
)
def last_word_only(sentences, context, vocabulary, alpha):
    return _spread(_followers(sentences, list(context)[-1:]), vocabulary, alpha)


@task.mutant(
    Text(
        "The denominator counts the context wherever it stands, also at the very end of a sentence, where no word follows: the probabilities sum to less than 1.",
        "Le dénominateur compte le contexte partout, même tout à la fin d'une phrase, où aucun mot ne suit : les probabilités somment à moins de 1.",
    ),
)
def context_at_the_end(sentences, context, vocabulary, alpha):
    n = len(context)
    seen = sum(list(s[i : i + n]) == list(context) for s in sentences for i in range(len(s) - n + 1))
    return _spread(_followers(sentences, context), vocabulary, alpha, total=seen + alpha * len(vocabulary))


@task.mutant(
    Text(
        "Where the context stands twice in a sentence, only its first place is counted. `index` finds one place: go through all of them.",
        "Quand le contexte figure deux fois dans une phrase, seule sa première place est comptée. `index` ne trouve qu'une place : parcourez-les toutes.",
    ),
)
def first_place_only(sentences, context, vocabulary, alpha):
    followers = [word for sentence in sentences for word in _followers([sentence], context)[:1]]
    return _spread(followers, vocabulary, alpha)


@task.mutant(
    Text(
        "alpha goes only to the words that never followed. Add it to every word: a word seen once would otherwise have no more than a word never seen (with alpha 1).",
        "alpha ne va qu'aux mots jamais vus à cette place. Ajoutez-le à chaque mot : sinon, un mot vu une fois n'aurait pas plus qu'un mot jamais vu (avec alpha 1).",
    ),
)
def only_the_unseen(sentences, context, vocabulary, alpha):
    counts = Counter(_followers(sentences, context))
    weight = {word: counts[word] or alpha for word in vocabulary}
    return {word: value / sum(weight.values()) for word, value in weight.items()}


@task.mutant(
    Text(
        "You add 1 whatever alpha is. Ten times less than 1 leaves ten times more to what was really seen: use the argument.",
        "Vous ajoutez 1 quel que soit alpha. Un alpha dix fois plus petit laisse bien plus à ce qui a été vu : servez-vous de l'argument.",
    ),
)
def always_one(sentences, context, vocabulary, alpha):
    return _spread(_followers(sentences, context), vocabulary, 1)


@task.mutant(
    Text(
        "The words of the context may stand in any order in your count. *pas de* and *de pas* are not the same beginning: compare the lists, in order.",
        "Dans votre compte, les mots du contexte peuvent venir dans n'importe quel ordre. *pas de* et *de pas* ne sont pas le même début : comparez les listes, dans l'ordre.",
    ),
)
def in_any_order(sentences, context, vocabulary, alpha):
    n = len(context)
    followers = [s[i + n] for s in sentences for i in range(len(s) - n) if set(s[i : i + n]) == set(context)]
    return _spread(followers, vocabulary, alpha)


@task.mutant(
    Text(
        "You never count the last word of a sentence: your loop stops one place too early. What comes last came next as well.",
        "Vous ne comptez jamais le dernier mot d'une phrase : la boucle s'arrête une place trop tôt. Ce qui vient en dernier est venu ensuite, lui aussi.",
    ),
)
def last_word_never_counted(sentences, context, vocabulary, alpha):
    return _spread(_followers([s[:-1] for s in sentences], context), vocabulary, alpha)


@task.mutant(
    Text(
        "You divide by all the words there are. Only what follows *this* context is shared out: count those times alone, below as above.",
        "Vous divisez par le nombre de tous les mots. On ne répartit que ce qui suit *ce* contexte : comptez ces fois-là seulement, en bas comme en haut.",
    ),
)
def of_all_words(sentences, context, vocabulary, alpha):
    total = sum(map(len, sentences)) + alpha * len(vocabulary)
    return _spread(_followers(sentences, context), vocabulary, alpha, total)


@task.mutant(
    Text(
        "You look for the context in the sentence glued together as one text: *de* is then found at the end of *aide* as well. Compare words with words, in the list.",
        "Vous cherchez le contexte dans la phrase recollée en un seul texte : *de* se trouve alors aussi à la fin d'*aide*. Comparez des mots avec des mots, dans la liste.",
    ),
)
def as_one_text(sentences, context, vocabulary, alpha):
    begins = " ".join(context) + " "
    pieces = [piece for s in sentences for piece in " ".join(s).split(begins)[1:]]
    return _spread([piece.split()[0] for piece in pieces if piece], vocabulary, alpha)


@task.mutant(
    Text(
        "You compare one word only, the one just before. The context is a list: all its words must stand there, in their order.",
        "Vous ne comparez qu'un mot, celui qui précède. Le contexte est une liste : tous ses mots doivent être là, dans l'ordre.",
    ),
)
def the_word_just_before(sentences, context, vocabulary, alpha):
    n = len(context)
    followers = [s[i] for s in sentences for i in range(n, len(s)) if s[i - 1] == context[-1]]
    return _spread(followers, vocabulary, alpha)


@task.mutant(
    Text(
        "You use the first word of the context alone, and count what follows it. What comes next follows the last: compare the whole list.",
        "Vous n'utilisez que le premier mot du contexte et comptez ce qui le suit. C'est après le dernier que vient la suite : comparez toute la liste.",
    ),
)
def first_word_of_the_context(sentences, context, vocabulary, alpha):
    return _spread(_followers(sentences, list(context)[:1]), vocabulary, alpha)


@task.mutant(
    Text(
        "A context that was never seen gives 0 for every word. That is where smoothing is for: with no count at all, each word has alpha, and all are alike.",
        "Un contexte jamais vu donne 0 à tous les mots. C'est pour cela qu'on lisse : sans aucun compte, chaque mot a alpha, et tous se valent.",
    ),
)
def unseen_context_gives_nothing(sentences, context, vocabulary, alpha):
    followers = _followers(sentences, context)
    return _spread(followers, vocabulary, alpha) if followers else dict.fromkeys(vocabulary, 0.0)


@task.cases
def small_wards(rng):
    words = ["pas", "peu", "de", "fièvre", "toux", "douleur", "ni", "."]
    for alpha, length in ((1, 1), (0.5, 2), (0.1, 1), (2, 2), (0.25, 3)):
        vocabulary = [*rng.permutation(words).tolist(), "dyspnée"]
        context = ["de", "ni", "pas"][: length - 1] + ["de"] if length != 2 else ["pas", "de"]
        drawn = [str(word) for word in rng.choice(words, 60, p=[0.15, 0.1, 0.3, 0.12, 0.1, 0.1, 0.08, 0.05])]
        sentences = [drawn[i : i + 6] for i in range(0, 60, 6)]
        follower, other = (str(word) for word in rng.choice(["fièvre", "toux", "douleur"], 2, replace=False))
        sentences += [
            [*context, follower, *context, other],  # twice in one sentence
            ["ni", *context],  # at the very end, where nothing follows
            ["aide", other, "."],  # a word that ends like the context
            [other, "de", follower, "."],  # after another beginning
            ["peu", "de", other],
            list(context),
            [*context, follower],
            [follower],
        ]
        order = rng.permutation(len(sentences) - 3)
        sentences = [sentences[i] for i in order] + sentences[-3:]
        yield case(sentences=sentences, context=context, vocabulary=vocabulary, alpha=alpha)
    # a context that was never seen: every word alike
    yield case(
        sentences=[["pas", "de", "toux"], ["fièvre", "."]],
        context=["toux", "de"],
        vocabulary=words,
        alpha=float(rng.choice([0.5, 1.0])),
    )
