"""Builder's task 4: numbers that say a word's place (Vaswani et al. 2017, section 3.5)."""

import math

import numpy as np

from labkit.tasks import Text, case, function_task, laws

task = function_task(
    points=2,
    forbids=["torch", "transformers"],
    why=Text(
        "Right: no two places have the same numbers, and added to the words they make *fever, then antibiotic* differ from *antibiotic, then fever*. That the model can now tell them apart does not mean that it reads them as you do: that is measured on its decisions.",
        "Juste : deux places n'ont jamais les mêmes nombres ; ajoutés aux mots, ils distinguent *fièvre, puis antibiotique* de *antibiotique, puis fièvre*. Que le modèle puisse maintenant les distinguer ne veut pas dire qu'il les lise comme vous : cela se mesure sur ses décisions.",
    ),
    hints=[
        Text(
            "One angle for each place and each pair of columns: place / 10000 ** (2 * pair / width). Places and pairs are counted from 0.",
            "Un angle par place et par paire de colonnes : place / 10000 ** (2 * paire / width). Places et paires se comptent à partir de 0.",
        ),
        Text(
            "np.arange(n)[:, None] / 10000 ** (np.arange(0, width, 2) / width) gives them all at once, shape (n, width / 2).",
            "np.arange(n)[:, None] / 10000 ** (np.arange(0, width, 2) / width) les donne tous d'un coup, forme (n, width / 2).",
        ),
        Text(
            "Fill an empty array: table[:, 0::2] = np.sin(angle), table[:, 1::2] = np.cos(angle).",
            "Remplissez un tableau vide : table[:, 0::2] = np.sin(angle), table[:, 1::2] = np.cos(angle).",
        ),
    ],
    laws=[
        laws.bounded(
            -1,
            1,
            Text("Sines and cosines lie between -1 and 1.", "Sinus et cosinus sont compris entre -1 et 1."),
        ),
        laws.known(
            {"n": 2, "width": 4},
            np.array([[0.0, 1.0, 0.0, 1.0], [math.sin(1), math.cos(1), math.sin(0.01), math.cos(0.01)]]),
            Text(
                "Two places, width 4. Place 0: (0, 1, 0, 1). Place 1: (sin 1, cos 1, sin 0.01, cos 0.01), since 10000 ** (2 / 4) is 100.",
                "Deux places, largeur 4. Place 0 : (0, 1, 0, 1). Place 1 : (sin 1, cos 1, sin 0,01, cos 0,01), car 10000 ** (2 / 4) vaut 100.",
            ),
        ),
    ],
)


@task.reference
def sines_and_cosines(n, width):
    angle = np.arange(n)[:, None] / 10000 ** (np.arange(0, width, 2) / width)
    table = np.empty((n, width))
    table[:, 0::2], table[:, 1::2] = np.sin(angle), np.cos(angle)
    return table


@task.alternative
def number_by_number(n, width):
    table = []
    for place in range(n):
        row = []
        for column in range(width):
            angle = place / 10000 ** ((column - column % 2) / width)
            row.append(math.cos(angle) if column % 2 else math.sin(angle))
        table.append(row)
    return table


@task.alternative
def turning_complex_numbers(n, width):
    turns = np.exp(1j * np.outer(np.arange(n), 10000.0 ** -(np.arange(0, width, 2) / width)))
    return np.stack([turns.imag, turns.real], axis=-1).reshape(n, width)


task.equivalent("*:bounds:np.arange(0, width, 2) -> np.arange(0, width - 1, 2)", "the width is even")


def _table(n, width, first=0, base=10000, step=2):
    angle = (first + np.arange(n))[:, None] / base ** (np.arange(width // 2) * step / width)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(n, width)


@task.mutant(
    Text(
        "Your places begin at 1. The first word has place 0: its numbers are 0, 1, 0, 1, ...",
        "Vos places commencent à 1. Le premier mot a la place 0 : ses nombres sont 0, 1, 0, 1, ...",
    ),
)
def counted_from_one(n, width):
    return _table(n, width, first=1)


@task.mutant(
    Text(
        "All the sines come first, then all the cosines. They alternate: even columns sines, odd columns cosines.",
        "Tous les sinus viennent d'abord, puis tous les cosinus. Ils alternent : sinus dans les colonnes paires, cosinus dans les impaires.",
    ),
)
def sines_first(n, width):
    angle = np.arange(n)[:, None] / 10000 ** (np.arange(0, width, 2) / width)
    return np.concatenate([np.sin(angle), np.cos(angle)], axis=1)


@task.mutant(
    Text(
        "Cosines stand in the even columns. It is the other way round: column 0 is a sine.",
        "Les cosinus sont dans les colonnes paires. C'est l'inverse : la colonne 0 est un sinus.",
    ),
)
def cosines_in_even_columns(n, width):
    return _table(n, width).reshape(n, width // 2, 2)[..., ::-1].reshape(n, width)


@task.mutant(
    Text(
        "The exponent lacks its factor 2: it is 2 * pair / width. Yours turns too fast in the last columns.",
        "Il manque le facteur 2 à l'exposant : c'est 2 * paire / width. Chez vous, les dernières colonnes tournent trop vite.",
    ),
)
def exponent_without_two(n, width):
    return _table(n, width, step=1)


@task.mutant(
    Text(
        "Each column has its own angle. A sine and the cosine beside it share one: columns 0 and 1 are pair 0, columns 2 and 3 are pair 1.",
        "Chaque colonne a son propre angle. Un sinus et le cosinus voisin partagent le même : les colonnes 0 et 1 sont la paire 0, les colonnes 2 et 3 la paire 1.",
    ),
)
def an_angle_a_column(n, width):
    angle = np.arange(n)[:, None] / 10000 ** (np.arange(width) / width)
    return np.where(np.arange(width) % 2, np.cos(angle), np.sin(angle))


@task.mutant(
    Text(
        "Every place has the same numbers: added to the words, they tell nothing of the order. The angle grows with the place.",
        "Toutes les places ont les mêmes nombres : ajoutés aux mots, ils ne disent rien de l'ordre. L'angle grandit avec la place.",
    ),
)
def same_for_all(n, width):
    return np.tile(_table(2, width)[1], (n, 1))


@task.mutant(
    Text(
        "i is the number of the pair, not of the column: with 2 * column / width the angles of the last columns shrink twice as fast, and a sine no longer shares its angle with the cosine beside it.",
        "i est le numéro de la paire, pas celui de la colonne : avec 2 * colonne / width, l'angle diminue deux fois trop vite, et un sinus ne partage plus le sien avec le cosinus voisin.",
    ),
)
def column_for_pair(n, width):
    angle = np.arange(n)[:, None] / 10000 ** (2 * np.arange(width) / width)
    return np.where(np.arange(width) % 2, np.cos(angle), np.sin(angle))


@task.mutant(
    Text(
        "Your pairs begin at 1. The first is pair 0: its exponent is 0, and its angle is the place itself.",
        "Vos paires commencent à 1. La première est la paire 0 : son exposant est 0, et son angle est la place elle-même.",
    ),
)
def pairs_from_one(n, width):
    angle = np.arange(n)[:, None] / 10000 ** (2 * np.arange(1, width // 2 + 1) / width)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(n, width)


@task.mutant(
    Text(
        "Your angles are in degrees. np.sin and np.cos count in radians, and so does the formula.",
        "Vos angles sont en degrés. np.sin et np.cos comptent en radians, et la formule aussi.",
    ),
)
def in_degrees(n, width):
    angle = np.radians(np.arange(n)[:, None] / 10000 ** (2 * np.arange(width // 2) / width))
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(n, width)


@task.mutant(
    Text(
        "Parentheses are missing: 10000 ** 2 * i / width squares 10000 and then multiplies. The whole exponent stands between them: 10000 ** (2 * i / width).",
        "Il manque des parenthèses : 10000 ** 2 * i / width élève 10000 au carré, puis multiplie. Tout l'exposant se met entre parenthèses : 10000 ** (2 * i / width).",
    ),
)
def without_parentheses(n, width):
    angle = np.arange(n)[:, None] / 10000**2 * np.arange(width // 2) / width
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(n, width)


@task.mutant(
    Text(
        "You multiply the place by the power of 10000. Dividing makes the last columns turn slowly, so that places far apart still differ there in order.",
        "Vous multipliez la place par la puissance de 10000. En divisant, les dernières colonnes tournent lentement, et des places éloignées y restent dans l'ordre.",
    ),
)
def multiplied(n, width):
    angle = np.arange(n)[:, None] * 10000.0 ** (2 * np.arange(width // 2) / width)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(n, width)


@task.cases
def lengths(rng):
    for low, high in ((2, 5), (6, 12), (30, 60)):
        yield case(n=int(rng.integers(low, high)), width=2 * int(rng.integers(2, 6)))
    yield case(n=int(rng.integers(3, 9)), width=2 * int(rng.integers(7, 16)))
    yield case(n=1, width=2 * int(rng.integers(2, 9)))
