"""Builder's task 6: the same person, the same surrogate, and the positions of the new text."""

from labkit.tasks import Text, case, function_task, laws
from labkit.text import fold

from .vocabulary import DEIDENTIFIERS, as_typed, one_of

PEOPLE = ["Bérubé", "Lanctôt", "Malenfant", "Gagné", "Hélène", "Étienne", "Tremblay"]
POOL = ["Osier", "Aubépine", "If", "Châtaignier", "Orme", "Genêt", "Sureau", "Lin"]

task = function_task(
    points=2,
    forbids=DEIDENTIFIERS,
    why=Text(
        "Right: whoever reads the letter can still tell Mrs. Malenfant from her daughter, and a name that was missed hides among the invented ones. The positions say where each surrogate stands, so the work can be checked.",
        "Juste : on distingue toujours Mme Malenfant de sa fille, et un nom oublié se cache parmi les noms inventés. Les positions disent où est chaque substitut : le travail peut être vérifié.",
    ),
    hints=[
        Text(
            "Keep a dictionary from the folded name to its surrogate. A new person takes the next of the pool: pool[len(given)].",
            "Tenez un dictionnaire qui mène du nom réduit à son substitut. Une nouvelle personne prend le suivant de la réserve : pool[len(given)].",
        ),
        Text(
            "Build the new text from left to right: what stands between two names (text[at:start]), then the surrogate. The length of the new text so far says where the surrogate begins.",
            "Construisez le nouveau texte de gauche à droite : ce qui est entre deux noms (text[at:start]), puis le substitut. La longueur du nouveau texte déjà écrit dit où commence le substitut.",
        ),
        Text(
            "At the end, add what stands after the last name: text[at:]. Return the pair (new text, list of pairs).",
            "À la fin, ajoutez ce qui suit le dernier nom : text[at:]. Renvoyez le couple (nouveau texte, liste de couples).",
        ),
    ],
    laws=[
        laws.known(
            {"text": "Bérubé, BERUBE.", "spans": [[0, 6], [8, 14]], "pool": ["Osier", "If"]},
            ["Osier, Osier.", [[0, 5], [7, 12]]],
            Text(
                "« Bérubé, BERUBE. » is one person twice: the same surrogate, whatever the case and the accents.",
                "« Bérubé, BERUBE. », c'est deux fois la même personne : le même substitut, quels que soient la casse et les accents.",
            ),
        ),
        laws.known(
            {"text": "RAS", "spans": [], "pool": ["Osier", "If"]},
            ["RAS", []],
            Text("A letter without names stays as it is.", "Une lettre sans nom reste telle quelle."),
        ),
    ],
)


@task.reference
def from_left_to_right(text, spans, pool):
    given, new, places, at = {}, "", [], 0
    for start, end in spans:
        name = given.setdefault(fold(text[start:end]), pool[len(given)])
        new += text[at:start] + name
        places.append((len(new) - len(name), len(new)))
        at = end
    return new + text[at:], places


@task.alternative
def from_right_to_left(text, spans, pool):
    people = list(dict.fromkeys(fold(text[start:end]) for start, end in spans))
    chosen = [pool[people.index(fold(text[start:end]))] for start, end in spans]
    for (start, end), name in reversed(list(zip(spans, chosen, strict=True))):
        text = text[:start] + name + text[end:]
    places, shift = [], 0
    for (start, end), name in zip(spans, chosen, strict=True):
        places.append([start + shift, start + shift + len(name)])
        shift += len(name) - (end - start)
    return [text, places]


@task.alternative
def in_pieces(text, spans, pool):
    people, pieces, places, last = {}, [], [], 0
    for start, end in spans:
        who = fold(text[start:end])
        if who not in people:
            people[who] = pool[len(people)]
        pieces += [text[last:start], people[who]]
        length = sum(map(len, pieces))
        places.append((length - len(people[who]), length))
        last = end
    return "".join([*pieces, text[last:]]), tuple(places)


def _replaced(text, spans, pool, key):
    given, new, places, at = {}, "", [], 0
    for place, (start, end) in enumerate(spans):
        who = key(text[start:end], place)
        name = given.setdefault(who, pool[len(given) % len(pool)])
        new += text[at:start] + name
        places.append((len(new) - len(name), len(new)))
        at = end
    return new + text[at:], places


@task.mutant(
    Text(
        "BERUBE and Bérubé become two people. Whoever reads the letter sees a second daughter, and her telephone number goes to nobody. Fold the name before looking it up.",
        "BERUBE et Bérubé deviennent deux personnes. À la lecture, il y a une seconde fille, et son téléphone n'est plus à personne. Réduisez le nom avant de le chercher.",
    ),
)
def as_written(text, spans, pool):
    return _replaced(text, spans, pool, lambda name, place: name)


@task.mutant(
    Text(
        "Capitals make one person, accents two: fold both.",
        "Vous réunissez les majuscules, mais pas les accents : réduisez les deux.",
    ),
)
def accents_make_two(text, spans, pool):
    return _replaced(text, spans, pool, lambda name, place: name.lower())


@task.mutant(
    Text(
        "Each mention gets a new surrogate. The letter now tells of six people where there were two: keep a person's surrogate.",
        "Chaque mention reçoit un nouveau substitut. La lettre parle maintenant de six personnes au lieu de deux : gardez le substitut d'une personne.",
    ),
)
def new_at_each_mention(text, spans, pool):
    return _replaced(text, spans, pool, lambda name, place: place)


@task.mutant(
    Text(
        "Everybody gets the same surrogate: mother and daughter can no longer be told apart.",
        "Tout le monde reçoit le même substitut : on ne distingue plus la mère de la fille.",
    ),
)
def all_alike(text, spans, pool):
    return _replaced(text, spans, pool, lambda name, place: "")


@task.mutant(
    Text(
        "Your positions are those of the old text. A surrogate is shorter or longer than the name, so all that follows moves.",
        "Vos positions sont celles de l'ancien texte. Un substitut est plus court ou plus long que le nom : tout ce qui suit se déplace.",
    ),
)
def old_positions(text, spans, pool):
    return from_left_to_right(text, spans, pool)[0], [tuple(span) for span in spans]


@task.mutant(
    Text(
        "What stands after the last name is lost: add text[at:]. The treatment is often there.",
        "Ce qui suit le dernier nom est perdu : ajoutez text[at:]. C'est souvent là qu'est le traitement.",
    ),
)
def end_lost(text, spans, pool):
    new, places = from_left_to_right(text, spans, pool)
    return (new[: places[-1][1]] if places else ""), places


@task.mutant(
    Text(
        "You replace a name wherever its letters stand, also inside longer words. The positions that you are given say which are names: replace those alone.",
        "Vous remplacez un nom partout où ses lettres se trouvent, même dans des mots plus longs. Les positions données disent où sont les noms : ne remplacez que ceux-là.",
    ),
)
def wherever_it_stands(text, spans, pool):
    people = list(dict.fromkeys(fold(text[start:end]) for start, end in spans))
    new = text
    for start, end in spans:
        new = new.replace(text[start:end], pool[people.index(fold(text[start:end]))])
    return new, from_left_to_right(text, spans, pool)[1]


LINKS = [" a appelé ", ", fille de ", " ; vu avec ", ". Dr ", " et ", " ", "\n"]
ENDS = [". Poursuivre le traitement.", "", ", Malenfantin.", " (Berubesque, LANCTOTS)"]


@task.cases
def letters(rng):
    for mentions in (6, 5, 7, 4, 1, 6, 0):
        some = [PEOPLE[place] for place in rng.permutation(len(PEOPLE))[:3]]
        pool = [POOL[place] for place in rng.permutation(len(POOL))]
        text, spans = one_of(rng, ["", "Mme ", "La fille, "]), []
        for mention in range(mentions):
            # A name comes back as it was, then otherwise.
            name = some[0] if mention in (1, 3) else as_typed(rng, some[mention % 3])
            spans.append([len(text), len(text) + len(name)])
            text += name + (one_of(rng, LINKS) if mention < mentions - 1 else "")
        yield case(text=text + one_of(rng, ENDS), spans=spans, pool=pool)
    first = "Bérubé, BERUBE, Berube, Gagné. Bérubéenne, Gagnépain."
    yield case(text=first, spans=[[0, 6], [8, 14], [16, 22], [24, 29]], pool=POOL)
    # Names that differ by a letter, or hold one another, whichever comes first.
    alike = ["Gagné", "Magné", "Gagna", "Gagnés", "Degagné", "Gagnon", "Agné"]
    order = rng.permutation(len(alike))
    for places in (order, order[::-1]):
        text, spans = "", []
        for place in places:
            spans.append([len(text), len(text) + len(alike[place])])
            text += alike[place] + ", "
        yield case(text=text, spans=spans, pool=POOL)
