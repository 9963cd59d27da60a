"""Builder's task 3: passages of whole sentences, each under its title."""

from labkit.tasks import Text, case, function_task, laws

from .lexis import CHUNKING, WORDS, some

task = function_task(
    points=2,
    forbids=CHUNKING,
    why=Text(
        "Right. No sentence is cut, none is lost, and each passage says which protocol it comes from. A dose cut off from its drug can be found and quoted, and means nothing.",
        "Juste. Aucune phrase n'est coupée ni perdue, et chaque passage dit de quel protocole il vient. Une dose séparée de son médicament peut être trouvée et citée, sans rien vouloir dire.",
    ),
    hints=[
        Text(
            "Go through the sentences with the words already in the last passage: n + len(sentence.split()) <= size means that there is room.",
            "Parcourez les phrases en comptant les mots déjà mis dans le dernier passage : n + len(sentence.split()) <= size veut dire qu'il y a de la place.",
        ),
        Text(
            "When there is room, add the sentence to the last passage; otherwise begin a new one with it, even if it is longer than size.",
            "S'il y a de la place, ajoutez la phrase au dernier passage ; sinon, commencez-en un nouveau avec elle, même si elle dépasse size.",
        ),
        Text(
            'Put the title in front at the end, once: [f"{title}. {passage}" for passage in passages].',
            'Mettez le titre devant à la fin, une seule fois : [f"{title}. {passage}" for passage in passages].',
        ),
    ],
    laws=[
        laws.known(
            {"title": "Fall", "sentences": ["Do not lift.", "Measure pulse.", "Call."], "size": 5},
            ["Fall. Do not lift. Measure pulse.", "Fall. Call."],
            Text(
                "Sentences of 3, 2 and 1 words, five words at most: the first two fill a passage exactly, the third begins another, and each passage starts with the title.",
                "Des phrases de 3, 2 et 1 mots, cinq mots au plus : les deux premières remplissent exactement un passage, la troisième en commence un autre, et chacun débute par le titre.",
            ),
        ),
    ],
)


def _under(title, passages):
    return [f"{title}. {passage}" for passage in passages]


def _packed(sentences, room_for):
    passages, n = [], 0
    for sentence in sentences:
        many = len(sentence.split())
        if passages and room_for(n, many):
            passages[-1] += " " + sentence
            n += many
        else:
            passages.append(sentence)
            n = many
    return passages


@task.reference
def sentence_by_sentence(title, sentences, size):
    passages, n = [], 0
    for sentence in sentences:
        n += len(sentence.split())
        if passages and n <= size:
            passages[-1] += " " + sentence
        else:
            passages.append(f"{title}. {sentence}")
            n = len(sentence.split())
    return passages


task.equivalent("sentence_by_sentence:number:0 -> *", "the first sentence begins a passage whatever n was")


@task.alternative
def with_lists(title, sentences, size):
    groups = [[]]
    for sentence in sentences:
        if sum(len(one.split()) for one in [*groups[-1], sentence]) > size:
            groups.append([])
        groups[-1].append(sentence)
    return [" ".join([title + ".", *group]) for group in groups if group]


@task.alternative
def from_lengths(title, sentences, size):
    lengths = [len(sentence.split()) for sentence in sentences]
    passages, first = [], 0
    while first < len(sentences):
        last = first + 1
        while last < len(sentences) and sum(lengths[first : last + 1]) <= size:
            last += 1
        passages.append(title + ". " + " ".join(sentences[first:last]))
        first = last
    return passages


task.equivalent(
    "from_lengths:comparison:last < len(sentences) -> *", "a slice that runs past the end is the same slice"
)


@task.mutant(
    Text(
        "You cut every `size` words, in the middle of sentences: the drug ends one passage and its dose begins the next. Keep sentences whole.",
        "Vous coupez tous les `size` mots, au milieu des phrases : le médicament finit un passage et sa dose commence le suivant. Gardez les phrases entières.",
    ),
)
def cut_at_words(title, sentences, size):
    words = " ".join(sentences).split()
    return _under(title, [" ".join(words[at : at + size]) for at in range(0, len(words), size)])


@task.mutant(
    Text(
        "A passage that has exactly `size` words is refused. At most means that `size` itself is allowed.",
        "Un passage qui compte exactement `size` mots est refusé. « Au plus » veut dire que `size` est permis.",
    ),
)
def strictly_below(title, sentences, size):
    return _under(title, _packed(sentences, lambda n, many: n + many < size))


@task.mutant(
    Text(
        "You look at the length before adding the sentence, so that passages exceed `size`. Count the new sentence as well.",
        "Vous regardez la longueur avant d'ajouter la phrase : les passages dépassent `size`. Comptez aussi la nouvelle phrase.",
    ),
)
def one_sentence_too_many(title, sentences, size):
    return _under(title, _packed(sentences, lambda n, many: n < size))


@task.mutant(
    Text(
        "Only the first passage has the title. The others no longer say what they speak of: « 20 mg once a day », of which drug?",
        "Seul le premier passage a le titre. Les autres ne disent plus de quoi ils parlent : « 20 mg une fois par jour », de quel médicament ?",
    ),
)
def title_once(title, sentences, size):
    first, *others = _packed(sentences, lambda n, many: n + many <= size)
    return [f"{title}. {first}", *others]


@task.mutant(
    Text(
        "The passages lack their title. Put it in front of each, followed by a full stop and a space.",
        "Il manque le titre. Mettez-le devant chaque passage, suivi d'un point et d'une espace.",
    ),
)
def no_title(title, sentences, size):
    return _packed(sentences, lambda n, many: n + many <= size)


@task.mutant(
    Text(
        "You count the words of the title in `size`. Here only the words of the sentences count.",
        "Vous comptez les mots du titre dans `size`. Ici, seuls comptent les mots des phrases.",
    ),
)
def title_counted(title, sentences, size):
    mine = len(title.split())
    return _under(title, _packed(sentences, lambda n, many: mine + n + many <= size))


@task.mutant(
    Text(
        "A sentence longer than `size` has disappeared. It makes a passage by itself: a protocol loses nothing.",
        "Une phrase plus longue que `size` a disparu. Elle forme un passage à elle seule : un protocole ne perd rien.",
    ),
)
def long_sentence_lost(title, sentences, size):
    short = [sentence for sentence in sentences if len(sentence.split()) <= size]
    return _under(title, _packed(short, lambda n, many: n + many <= size))


@task.mutant(
    Text(
        "The last passage is missing. After the loop, what was being filled must be kept too.",
        "Il manque le dernier passage. Après la boucle, il faut aussi garder celui qu'on remplissait.",
    ),
)
def last_lost(title, sentences, size):
    return sentence_by_sentence(title, sentences, size)[:-1]


@task.cases
def protocols(rng):
    for many in (4, 6, 9):
        sentences = [" ".join(some(rng, WORDS, int(n))).capitalize() + "." for n in rng.integers(2, 8, many)]
        place = int(rng.integers(1, many))
        sentences[place] = " ".join(some(rng, WORDS, 17)).capitalize() + "."
        # the first two fill the room exactly
        size = len((sentences[0] + " " + sentences[1]).split()) if place > 1 else 11
        yield case(title="Titre de deux mots", sentences=sentences, size=max(size, 4))
    # room for two sentences with a word to spare, and not for the title as well
    three = [" ".join(some(rng, WORDS, 3)) + "." for _ in range(5)]
    yield case(title="Titre de quatre mots", sentences=three, size=7)
    # three sentences and more in a passage
    short = [" ".join(some(rng, WORDS, 2)) + "." for _ in range(7)]
    yield case(title="Chute", sentences=short, size=6)
    yield case(title="Chute", sentences=short, size=9)
    yield case(title="Escarres", sentences=[" ".join(some(rng, WORDS, 12)) + "."], size=6)
    yield case(title="Fall", sentences=["Do not lift.", "Measure pulse.", "Call.", "Write it down."], size=5)
