"""What a learner wrote in place of an answer that is not there: shown and not named, another name, inside a function, overwritten.

Read from the code alone, in the notebook and in marking alike. It never changes a mark: it says what to do.
"""

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from labkit.language import Text
from labkit.notebook.code_reading import (
    FUNCTIONS,
    LONGEST_NAME,
    MOST_STATEMENTS,
    SHOWING,
    alike,
    arguments_of,
    bindings,
    called,
    checks,
    fits,
    folded,
    has_parameters,
    is_dots,
    is_name,
    owner_of,
    shows,
)


@dataclass(frozen=True)
class Written:
    """What of a notebook a learner wrote.

    Attributes
    ----------
    own : sequence of ast.stmt
        Of the answer's cell.
    others : sequence of ast.stmt
        Of the learner's other cells.
    above : sequence of ast.stmt
        Those of `others` that stand above the answer's cell.
    text : str
        The answer's cell as it stands, for what is in a comment.
    """

    own: Sequence[ast.stmt] = ()
    others: Sequence[ast.stmt] = ()
    above: Sequence[ast.stmt] = ()
    text: str = ""
    parameters: Sequence[str] = field(default=())


def written_instead(name: str, written: Written, *, function: bool) -> Text | None:
    """Why `name` has no answer though something was written, and what to do; None where nothing was.

    Parameters
    ----------
    name : str
        What the task asks for.
    written : Written
        Its `parameters` are those of the function asked for.
    function : bool
        Whether a function is asked for, or a value.
    """
    line = f"def {name}({', '.join(written.parameters)}):" if function else f"{name} = …"
    return (
        _put_back(name, written)
        or _bound_to_nothing(name, written.own)
        or _named_otherwise(name, line, written, function)
        or _kept_inside(name, line, [*written.own, *written.others])
        or _not_given(name, line, written, function)
    )


def nothing_there(name: str) -> Text:
    """The starting text is gone, and nothing stands in its place that could be told."""
    return Text(
        f"Nothing in your notebook gives a value to `{name}`: write it in the cell of the answer, at the beginning of a line.",
        f"Rien dans votre notebook ne donne de valeur à `{name}` : écrivez ce nom dans la cellule de la réponse, en début de ligne.",
    )


def _put_back(name: str, written: Written) -> Text | None:
    """An answer, and below it the starting line once more."""
    given = [is_dots(value) for bound, value in bindings([*written.above, *written.own]) if bound == name]
    if not given or not given[-1] or all(given):
        return None
    return Text(
        f"Your answer stands above the starting line of `{name}`, which then takes its place: delete the starting text, the "
        "one with the three dots, and leave yours.",
        f"Votre réponse se trouve au-dessus du texte de départ de `{name}`, qui prend alors sa place : supprimez le texte de départ, "
        "celui des trois points, et gardez le vôtre.",
    )


def _bound_to_nothing(name: str, own: Sequence[ast.stmt]) -> Text | None:
    """``threshold = print(16)`` and ``threshold = None``."""
    values = [value for bound, value in bindings(own) if bound == name]
    if not values or not isinstance(values[-1], ast.expr):
        return None
    last = values[-1]
    if isinstance(last, ast.Call) and called(last) in SHOWING:
        return Text(
            f"`{called(last)}` shows a value and gives nothing back, so that `{name}` is empty: write the value itself, `{name} = …`.",
            f"`{called(last)}` affiche une valeur et ne renvoie rien, si bien que `{name}` est vide : écrivez la valeur elle-même, "
            f"`{name} = …`.",
        )
    if isinstance(last, ast.Call) or (isinstance(last, ast.Constant) and last.value is None):
        return Text(
            f"`{name}` holds None, which is Python's word for nothing: give it the value itself.",
            f"`{name}` contient None, le mot de Python pour « rien » : donnez-lui la valeur elle-même.",
        )
    return None


def _named_otherwise(name: str, line: str, written: Written, function: bool) -> Text | None:
    """The answer under a name that the task does not ask for."""
    here = [
        bound
        for bound, value in bindings(written.own)
        if bound != name
        and fits(value, function)
        # A function of its own beside the one asked for is a helper, unless it takes as many arguments.
        and (not function or alike(bound, name) or len(arguments_of(value)) == len(written.parameters))
    ]
    there = [
        bound
        for bound, value in bindings(written.others)
        if bound != name
        and fits(value, function)
        and (alike(bound, name) or has_parameters(value, written.parameters))
    ]
    close = [bound for bound in here if alike(bound, name)]
    other = next(iter([*close[::-1], *here[::-1], *there[::-1]]), None)
    if other is None:
        return None
    shown = other[:LONGEST_NAME]
    if folded(other) == folded(name):
        return Text(
            f"You wrote `{shown}` where this task asks for `{name}`: to Python, capitals, accents and underscores make another name. "
            f"Write `{line}`",
            f"Vous avez écrit `{shown}` là où la tâche demande `{name}` : pour Python, une majuscule, un accent ou un tiret bas font un "
            f"autre nom. Écrivez `{line}`",
        )
    return Text(
        f"You wrote `{shown}` where this task asks for `{name}`. Give your answer that name: `{line}`",
        f"Vous avez écrit `{shown}` là où la tâche demande `{name}`. Donnez ce nom à votre réponse : `{line}`",
    )


def _kept_inside(name: str, line: str, statements: Sequence[ast.stmt]) -> Text | None:
    """The name is there, inside a function, a class, an object or a table, where the notebook does not see it."""
    for outer in statements[:MOST_STATEMENTS]:
        if isinstance(outer, (*FUNCTIONS, ast.ClassDef)) and outer.name != name:
            inside = (node for node in ast.walk(outer) if isinstance(node, ast.stmt) and node is not outer)
            if any(bound == name for bound, _ in bindings(inside)):
                where = outer.name[:LONGEST_NAME]
                return Text(
                    f"`{name}` stands inside `{where}`, and nothing outside of it sees it: write `{line}` at the beginning of a line, "
                    "outside of any function or class.",
                    f"`{name}` se trouve à l'intérieur de `{where}`, et rien ne le voit au-dehors : écrivez `{line}` en début de ligne, "
                    "hors de toute fonction ou classe.",
                )
        for node in ast.walk(outer):
            owner = owner_of(node, name)
            if owner:
                return Text(
                    f"You put the answer into `{owner[:LONGEST_NAME]}`. Give it the name alone: `{line}`",
                    f"Vous avez mis la réponse dans `{owner[:LONGEST_NAME]}`. Donnez-lui le nom seul : `{line}`",
                )
    return None


def _not_given(name: str, line: str, written: Written, function: bool) -> Text | None:
    """A value that is shown, compared, announced, or written in a comment, and given to no name."""
    own = written.own
    for statement in own:
        if (
            isinstance(statement, ast.AnnAssign)
            and statement.value is None
            and is_name(statement.target, name)
        ):
            return Text(
                f"A colon gives no value: write `{line}`",
                f"Les deux-points ne donnent pas de valeur : écrivez `{line}`",
            )
        if not isinstance(statement, ast.Expr):
            continue
        value = statement.value
        if isinstance(value, ast.Compare) and is_name(value.left, name):
            return Text(
                f"`==` compares and gives no value: write one `=`, `{line}`",
                f"`==` compare et ne donne pas de valeur : écrivez un seul `=`, `{line}`",
            )
    if any(checks(node, name) for s in [*own, *written.others] for node in ast.walk(s)):
        return Text(
            f"You gave the answer to the check and not to the name `{name}`: write `{line}` in the cell of the answer, and leave the "
            "check as it was.",
            f"Vous avez donné la réponse à la vérification et non au nom `{name}` : écrivez `{line}` dans la cellule de la réponse, et "
            "laissez la vérification comme elle était.",
        )
    if not function and any(shows(statement) for statement in own):
        return Text(
            f"Your cell shows a value and does not give it to the name `{name}`: write `{name} = ` in front of the value.",
            f"Votre cellule affiche une valeur sans la donner au nom `{name}` : écrivez `{name} = ` devant la valeur.",
        )
    if re.search(rf"^[ \t]*#+[ \t]*(?:def[ \t]+)?{re.escape(name)}[ \t]*[=(]", written.text, re.MULTILINE):
        return Text(
            f"Your answer stands in a comment, which Python does not read: take the # away in front of `{name}`.",
            f"Votre réponse est dans un commentaire, que Python ne lit pas : enlevez le # devant `{name}`.",
        )
    return None
