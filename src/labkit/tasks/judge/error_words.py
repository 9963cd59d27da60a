"""What Python's commonest errors mean, beside Python's own English."""

import builtins
import re

from labkit.language import Text

# Of a line that failed: who pasted a table into it must still see what is said below.
_LONGEST_LINE = 160
_CALLED = re.compile(r"(?<![\w.])([^\W\d]\w*)\(")
_MEANINGS: dict[tuple[str, str], Text] = {
    ("NameError", r"name '(\w{1,60})' is not defined"): Text(
        "`{0}` has no value here: a function sees its arguments and what the cells above define.",
        "`{0}` n'a pas de valeur ici : une fonction voit ses arguments et ce que définissent les cellules qui précèdent.",
    ),
    ("UnboundLocalError", r"variable '(\w{1,60})'"): Text(
        "`{0}` is read before it gets a value inside the function.",
        "`{0}` est lu avant de recevoir une valeur dans la fonction.",
    ),
    ("KeyError", ""): Text(
        "This key or column is not there: look at the names that are, capitals and accents included.",
        "Cette clé ou cette colonne n'existe pas : regardez les noms présents, majuscules et accents compris.",
    ),
    ("IndexError", "only integers"): Text(
        "Between the brackets of an array stand whole numbers, or True and False: no name, no decimal number. Who is called by a name is found by `array == name`.",
        "Entre les crochets d'un tableau numpy se trouvent des nombres entiers, ou des True et des False : ni nom, ni nombre à virgule. Qui porte un nom se trouve par `tableau == nom`.",
    ),
    ("IndexError", "boolean index did not match"): Text(
        "True and False choose among as many values: the array between the brackets has another length than the one in front of them.",
        "Des True et des False choisissent parmi autant de valeurs : le tableau entre crochets n'a pas la longueur de celui qui les précède.",
    ),
    ("IndexError", "too many indices"): Text(
        "There are more places between the brackets than the array has dimensions: an array of one column takes a single one.",
        "Il y a plus de positions entre les crochets que de dimensions au tableau : un tableau d'une seule colonne n'en prend qu'une.",
    ),
    ("IndexError", ""): Text(
        "This place is past the end: the first one is 0, and a list may be empty.",
        "Cette position est au-delà de la fin : la première est 0, et une liste peut être vide.",
    ),
    ("ZeroDivisionError", ""): Text(
        "There is a division by zero. Is something missing from the divisor? If not, say what is right when it is 0.",
        "Il y a une division par zéro. Manque-t-il quelque chose au diviseur ? Sinon, dites ce qui est juste quand il vaut 0.",
    ),
    ("AttributeError", "'NoneType'"): Text(
        "One of your values is None, nothing: a `return` may be missing, or a method that changes its object and returns nothing was used.",
        "Une de vos valeurs est None, c'est-à-dire rien : il manque peut-être un `return`, ou une méthode qui modifie son objet sans rien "
        "renvoyer a été utilisée.",
    ),
    ("ModuleNotFoundError", ""): Text(
        "This module is not installed where the notebook is marked: use those that the lab imports.",
        "Ce module n'est pas installé là où le notebook est noté : utilisez ceux que le TP importe.",
    ),
    ("RecursionError", r"^(?!.*(?:compil|travers))"): Text(
        "The function calls itself without end: it needs a case in which it stops.",
        "La fonction s'appelle elle-même sans fin : il lui faut un cas où elle s'arrête.",
    ),
    ("ValueError", "truth value of"): Text(
        "An array has no single yes or no: compare it place by place, with & and |, or use .any() or .all().",
        "Un tableau n'a pas un seul oui ou non : comparez case par case, avec & et |, ou utilisez .any() ou .all().",
    ),
    ("ValueError", "contains NaN"): Text(
        "Some values are missing (NaN), and this function takes none: leave out first whoever has no value.",
        "Des valeurs manquent (NaN), et cette fonction n'en accepte pas : laissez d'abord de côté qui n'a pas de valeur.",
    ),
    ("ValueError", "integer string conversion"): Text(
        "A whole number of thousands of digits cannot be sent: look at where it grows so large.",
        "Un nombre entier de plusieurs milliers de chiffres ne peut pas être transmis : cherchez où il devient si grand.",
    ),
    ("MemoryError", ""): Text(
        "Your code asks for more memory than there is: work on smaller pieces, or keep fewer copies.",
        "Votre code demande plus de mémoire qu'il n'y en a : travaillez par morceaux, ou gardez moins de copies.",
    ),
    ("SystemExit", ""): Text(
        "Your code ends the program (`exit`, `quit`, `os._exit`), and then nothing can come back from it: use `return`.",
        "Votre code met fin au programme (`exit`, `quit`, `os._exit`), et rien ne peut alors en revenir : utilisez `return`.",
    ),
    ("TypeError", "object is not subscriptable"): Text(
        "A value that is no list, table or dictionary is followed by square brackets.",
        "Une valeur qui n'est ni une liste, ni un tableau, ni un dictionnaire est suivie de crochets.",
    ),
    ("TypeError", "only integer scalar arrays|list indices must be integers"): Text(
        "A list takes one place between its brackets: no name, no array of True and False, no list of places. Choose its elements one by one: `[one for one, kept in zip(values, chosen) if kept]`.",
        "Une liste prend une place entre ses crochets : ni nom, ni tableau de True et de False, ni liste de places. Choisissez ses éléments un à un : `[one for one, kept in zip(values, chosen) if kept]`.",
    ),
    ("TypeError", "unsupported operand|can only concatenate|must be str"): Text(
        "Two values of different kinds are put together, a text and a number for instance: turn one into the other with int(), float() or str().",
        "Deux valeurs de genres différents sont mises ensemble, un texte et un nombre par exemple : convertissez l'une avec int(), float() ou "
        "str().",
    ),
}


def line_shown(line: str) -> str:
    """A line of the learner's as a message quotes it."""
    return line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}…"


def meaning(ename: str, message: str, line: str = "") -> Text | None:
    """What an error means and what to do; None for one of a rarer kind.

    Parameters
    ----------
    ename, message : str
        Type and text of the error.
    line : str
        The line that raised it.
    """
    if ename == "TypeError" and "object is not callable" in message:
        return _not_callable(line)
    for (name, pattern), text in _MEANINGS.items():
        found = re.search(pattern, message) if name == ename else None
        if found:
            return Text(text.en.format(*found.groups()), text.fr.format(*found.groups()))
    return None


def _not_callable(line: str) -> Text:
    own = [f"`{name}`" for name in dict.fromkeys(_CALLED.findall(line[:500])) if hasattr(builtins, name)]
    if not own:
        return Text(
            "A value stands in front of a parenthesis as if it were a function: a * may be missing, or two things have one name.",
            "Une valeur se trouve devant une parenthèse comme si c'était une fonction : il manque peut-être un *, ou deux choses portent le "
            "même nom.",
        )
    listed = ", ".join(own)
    return Text(
        f"One of Python's own functions ({listed}) has become a value in your notebook: give your variable another name, then restart the "
        "kernel.",
        f"Une fonction de Python ({listed}) est devenue une valeur dans votre notebook : donnez un autre nom à votre variable, puis "
        "redémarrez le noyau.",
    )
