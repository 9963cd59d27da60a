"""Explorer's task: what loses."""

from functools import cache
from itertools import combinations

from labkit.tasks import Text, value_task

from .cohort import VOCABULARY, english_tokenizer

PROBES = ("hémodialysé", "côté", "fièvre", "œdème")


@cache
def preparations_that_lose():
    """Numbers of the preparations that do not give every probe back, by trying them."""
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
        "1": lambda text: english_tokenizer().decode(english_tokenizer().encode(text)),
        "2": uncased,
        "3": lambda text: text if text.lower() in known else "[UNK]",
        "4": lambda text: french.decode(french.encode(text)),
        "5": lambda text: text.encode("ascii", "ignore").decode(),
    }
    return "".join(letter for letter, way in ways.items() if any(way(probe) != probe for probe in PROBES))


@cache
def right():
    return preparations_that_lose()


task = value_task(
    points=2,
    domain=["".join(some) for n in range(1, 6) for some in combinations("12345", n)],
    unordered=True,
    why=Text(
        "Right. Pieces made of bytes may cost more, but they give everything back, whatever language they were learned on. Accents that are "
        "removed and words that are replaced or deleted are lost for good, before the model reads anything.",
        "Juste. Les morceaux faits d'octets coûtent parfois plus cher, mais ils redonnent tout, quelle que soit la langue d'apprentissage. Les "
        "accents ôtés, les mots remplacés ou supprimés sont perdus pour de bon, avant que le modèle lise quoi que ce soit.",
    ),
    hints=[
        Text(
            "For each one ask: from what the model receives, could I write « côté » again, rather than « côte »?",
            "Pour chacune, demandez : à partir de ce que reçoit le modèle, pourrais-je réécrire « côté » plutôt que « côte » ?",
        ),
        Text(
            "More pieces are not a loss. Run the cell above: does the English tokenizer give « hémodialysé » back?",
            "Avoir plus de morceaux n'est pas une perte. Exécutez la cellule ci-dessus : le segmenteur anglais redonne-t-il "
            "« hémodialysé » ?",
        ),
    ],
)


@task.reference
def tried():
    return right()


@task.mutant(
    Text(
        "One of yours only cuts into more pieces. Put end to end, pieces made of bytes give every letter back: they cost more "
        "and lose nothing.",
        "L'une des vôtres ne fait que couper en plus de morceaux. Mis bout à bout, les morceaux faits d'octets redonnent chaque "
        "lettre : cela coûte plus cher, mais rien ne se perd.",
    ),
)
def many_pieces_is_a_loss(answer):
    return "1" in answer or "4" in answer


@task.mutant(
    Text(
        "Accents are not decoration: without them « côté » (side) and « côte » (rib) are written alike, « opéré » (operated on) and "
        "« opère » (operates) too. Which preparation takes them off?",
        "Les accents ne sont pas un ornement : sans eux, « côté » et « côte » s'écrivent pareil, « opéré » et « opère » aussi. "
        "Laquelle des préparations les ôte ?",
    ),
)
def accents_are_decoration(answer):
    return "2" not in answer


@task.mutant(
    Text(
        "[UNK] says that there was a word, not which one: dialysis and death look alike. Which preparation does that?",
        "[UNK] dit qu'il y avait un mot, pas lequel : dialyse et décès se ressemblent. Laquelle remplace ainsi des mots ?",
    ),
)
def unknown_is_harmless(answer):
    return "3" not in answer


@task.mutant(
    Text(
        "Deleting the characters that English does not use leaves « hmodialys »: nobody can tell what the word was.",
        "Supprimer les caractères que l'anglais n'emploie pas laisse « hmodialys » : on ne sait plus quel était le mot.",
    ),
)
def dropped_is_clean(answer):
    return "5" not in answer
