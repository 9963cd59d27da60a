"""Explorer's task: what loses."""

from functools import cache
from itertools import combinations

from labkit.tasks import Text, value_task

from .cohort import VOCABULARY, english_tokenizer

PROBES = ("hémodialysé", "côté", "fièvre", "œdème")


@cache
def preparations_that_lose():
    """Letters of the preparations that do not give every probe back, by trying them."""
    import unicodedata

    from labkit.data.notes import load_notes
    from labkit.text import LibraryTokenizer
    from labkit.text.tokens import words

    notes = load_notes().frame
    french = LibraryTokenizer.train(notes.text[notes.language == "fr"].iloc[:200], VOCABULARY)
    known = {word for text in notes.text[notes.language == "en"] for word in words(text.lower())}

    def uncased(text):
        return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))

    ways = {
        "A": lambda text: english_tokenizer().decode(english_tokenizer().encode(text)),
        "B": uncased,
        "C": lambda text: text if text.lower() in known else "[UNK]",
        "D": lambda text: french.decode(french.encode(text)),
        "E": lambda text: text.encode("ascii", "ignore").decode(),
    }
    return "".join(letter for letter, way in ways.items() if any(way(probe) != probe for probe in PROBES))


@cache
def right():
    return preparations_that_lose()


task = value_task(
    points=2,
    domain=["".join(some) for n in range(1, 6) for some in combinations("ABCDE", n)],
    unordered=True,
    why=Text(
        "Right. Cutting into bytes costs more but gives everything back, whatever language it was learned on. Taking accents "
        "off, replacing or dropping what is unknown: that is lost for good, before the model reads a word.",
        "Juste. Découper en octets coûte plus cher mais redonne tout, quelle que soit la langue apprise. Ôter les accents, "
        "remplacer ou supprimer l'inconnu : c'est perdu pour de bon, avant que le modèle ait lu un mot.",
    ),
    hints=[
        Text(
            "For each one ask: from what the model receives, could I write « côté » again, rather than « côte »?",
            "Pour chacune, demandez : à partir de ce que reçoit le modèle, pourrais-je réécrire « côté » plutôt que « côte » ?",
        ),
        Text(
            "More pieces is not a loss. Run the cell above: does the English tokenizer give « hémodialysé » back?",
            "Plus de morceaux n'est pas une perte. Exécutez la cellule ci-dessus : le segmenteur anglais redonne-t-il "
            "« hémodialysé » ?",
        ),
    ],
)


@task.reference
def tried():
    return right()


@task.alternative
def backwards():
    return right()[::-1]


@task.alternative
def as_a_sentence():
    return ", ".join(right()[:-1]) + " et " + right()[-1]


@task.alternative
def in_small_letters():
    return right().lower()


@task.mutant(
    Text(
        "One of yours only cuts into more pieces. Put end to end, byte-level pieces give every letter back: it costs more, "
        "it loses nothing.",
        "L'une des vôtres ne fait que couper en plus de morceaux. Mis bout à bout, les morceaux d'octets redonnent chaque "
        "lettre : cela coûte plus, cela ne perd rien.",
    ),
)
def many_pieces_is_a_loss(answer):
    return "A" in answer or "D" in answer


@task.mutant(
    Text(
        "Accents are not decoration: without them « côté » (side) and « côte » (rib) are written alike, « opéré » (operated on) and "
        "« opère » (operates) too. Which preparation takes them off?",
        "Les accents ne sont pas un ornement : sans eux, « côté » et « côte » s'écrivent pareil, « opéré » et « opère » aussi. "
        "Laquelle des préparations les ôte ?",
    ),
)
def accents_are_decoration(answer):
    return "B" not in answer


@task.mutant(
    Text(
        "[UNK] says that there was a word, not which one: dialysis and death look alike. Which one replaces words so?",
        "[UNK] dit qu'il y avait un mot, pas lequel : dialyse et décès se ressemblent. Laquelle remplace ainsi des mots ?",
    ),
)
def unknown_is_harmless(answer):
    return "C" not in answer


@task.mutant(
    Text(
        "Dropping what is not plain English leaves « hmodialys »: tidy for the program, gone for the reader.",
        "Supprimer ce qui n'est pas de l'anglais laisse « hmodialys » : net pour le programme, perdu pour qui lit.",
    ),
)
def dropped_is_clean(answer):
    return "E" not in answer
