"""What the grader itself says to learners, in both languages; each task's own messages stand in its grader."""

import re
from collections.abc import Collection

from labkit.kernels.session.session import CellRun
from labkit.language import Text
from labkit.notebook.slips import slip_in
from labkit.tasks.judge.error_words import line_shown, meaning
from labkit.tasks.unseen import UNSEEN as PLACES_UNSEEN
from labkit.tasks.unseen_words import unseen_words

FAULT = Text(
    en="The grader could not judge this answer. The fault is ours: a person will look at it.",
    fr="Le correcteur n'a pas pu juger cette réponse. L'erreur vient de nous : une personne va l'examiner.",
)
NOT_WRITTEN = Text(
    en="No answer has been written here yet.",
    fr="Aucune réponse n'a encore été rédigée ici.",
)
TO_BE_READ = Text(
    en="A person will read this answer.",
    fr="Une personne lira cette réponse.",
)
PERHAPS_ELSEWHERE = Text(
    en="The cell for this answer is blank, but you have written in other cells: a person will look whether the answer is there.",
    fr="La cellule prévue pour cette réponse est vide, mais vous avez écrit dans d'autres cellules : une personne verra "
    "si la réponse s'y trouve.",
)
BY_TESTS = Text(en="Marked by the tests of the notebook.", fr="Noté par les tests du notebook.")
UNREADABLE_LINE = Text(
    en="Python cannot read this line. Code alone may stand here: look for a missing parenthesis, quotation mark or colon; a sentence "
    "goes behind a #.",
    fr="Python ne peut pas lire cette ligne. Seul du code peut se trouver ici : cherchez une parenthèse, un guillemet ou un deux-points qui "
    "manque ; une phrase se met derrière un #.",
)
NESTED_TOO_DEEPLY = Text(
    en="Python gives up reading this cell: something in it is nested too deeply, hundreds of brackets, signs or functions one inside the "
    "other, or a sum of thousands of terms. Write it in several steps.",
    fr="Python renonce à lire cette cellule : quelque chose y est imbriqué trop profondément, des centaines de parenthèses, de signes ou de "
    "fonctions les uns dans les autres, ou une somme de milliers de termes. Écrivez-la en plusieurs étapes.",
)
KERNEL_GONE = Text(
    en="The program stopped before this answer could be read: it ended itself, ran out of memory or out of time.",
    fr="Le programme s'est arrêté avant que cette réponse puisse être lue : il s'est terminé lui-même, "
    "ou a épuisé sa mémoire ou son temps.",
)

_FILE = re.compile(r" \([^()]{1,60}, line \d{1,7}\)$")
_KNOWN: dict[str, type[BaseException]] = {
    "SyntaxError": SyntaxError,
    "IndentationError": SyntaxError,
    "TabError": SyntaxError,
    "NameError": NameError,
    "TypeError": TypeError,
}


def forbidden(named: Collection[str], called: Collection[str]) -> Text:
    """The learner's code names what the task asks to do without, or was seen to call it; what could not be seen comes after."""
    parts = unseen_words([*named, *called])
    for names, en, fr in (
        (named, "which your code mentions", "que votre code mentionne"),
        (
            set(called) - set(named),
            "which your code calls, by itself or through what it calls",
            "que votre code appelle, lui-même ou par ce qu'il appelle",
        ),
    ):
        listed = ", ".join(sorted(set(names) - set(PLACES_UNSEEN)))
        if listed:
            said = Text(
                en=f"This task is to be solved without {listed}, {en}. A person will look at it.",
                fr=f"Cette tâche se résout sans {listed}, {fr}. Une personne va l'examiner.",
            )
            parts.insert(0, said)
    return Text("\n".join(part.en for part in parts), "\n".join(part.fr for part in parts))


def after_its_check(said: Text) -> Text:
    """The answer was written below its check, where it was read all the same."""
    return Text(
        en=f"Your answer stands below its check: it was read there, at the notebook's end.\n{said.en}",
        fr=f"Votre réponse se trouve plus bas que sa vérification : elle a été lue là, à la fin du notebook.\n{said.fr}",
    )


def completed_later(said: Text, names: list[str]) -> Text:
    """What the answer uses was written below its check: it was read once all of it was there."""
    listed = ", ".join(f"`{name}`" for name in names[:3])
    return Text(
        en=f"Your answer uses {listed} from below its check: it was read at the notebook's end. Move that above the check, or your "
        f"notebook stops there when it is run from top to bottom.\n{said.en}",
        fr=f"Votre réponse utilise {listed}, dont le code se trouve plus bas que sa vérification : elle a été lue à la fin du notebook. "
        f"Déplacez ce code au-dessus de la vérification, sinon votre notebook s'arrête là quand on l'exécute de haut en bas.\n{said.fr}",
    )


def stopped(run: CellRun, names: Collection[str], code: str = "") -> Text:
    """The answer's own cell ended with an error, so there was no answer to read.

    Parameters
    ----------
    run : CellRun
        Of the cell.
    names : collection of str
        What the learner's cells are to define.
    code : str
        The cell.
    """
    if run.status not in ("ok", "error"):
        return KERNEL_GONE
    number = f" {run.lineno}" if run.lineno else ""
    # Python adds the name of a file that the learner never saw.
    what = ": ".join(filter(None, (run.ename, _FILE.sub("", run.evalue[:500]))))
    slip = slip_in(code or run.line, _as_raised(run, code), set(names))
    if _gave_up(run):
        slip = NESTED_TOO_DEEPLY
    elif slip is None and run.ename == "SyntaxError":
        slip = UNREADABLE_LINE
    slip = slip or meaning(run.ename, run.evalue[:500], run.line)
    en, fr = (f"\n{slip.en}", f"\n{slip.fr}") if slip else ("", "")
    if not run.line:
        return Text(f"{what}{en}", f"{what}{fr}")
    line = line_shown(run.line)
    return Text(f"Line{number}: {line}\n{what}{en}", f"Ligne{number} : {line}\n{what}{fr}")


def _gave_up(run: CellRun) -> bool:
    """Whether it was Python's parser or compiler that could not hold the cell, of which nothing ran."""
    nested = run.ename == "SyntaxError" and "too many nested" in run.evalue
    return nested or (run.ename in ("MemoryError", "RecursionError") and not run.line)


def _as_raised(run: CellRun, code: str) -> BaseException:
    """The error as the notebook had it: a slip of the keyboard is explained as it was there, not by Python's English alone."""
    error = type(run.ename, (_KNOWN.get(run.ename, Exception),), {})(run.evalue[:500])
    if isinstance(error, SyntaxError):
        error.lineno = run.lineno if code else 1
    return error
