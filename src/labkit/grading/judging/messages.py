"""What the grader itself says to learners, in both languages; each task's own messages stand in its grader."""

from labkit.kernels.session.session import CellRun
from labkit.language import Text
from labkit.notebook.slips import slip_in

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
KERNEL_GONE = Text(
    en="The program stopped before this answer could be read: it ended itself, ran out of memory or out of time.",
    fr="Le programme s'est arrêté avant que cette réponse puisse être lue : il s'est terminé lui-même, "
    "ou a épuisé sa mémoire ou son temps.",
)


def forbidden(names: list[str]) -> Text:
    """The learner's code uses what the task asks to do without."""
    listed = ", ".join(names)
    return Text(
        en=f"This task is to be solved without {listed}, which your code mentions. A person will look at it.",
        fr=f"Cette tâche se résout sans {listed}, que votre code mentionne. Une personne va l'examiner.",
    )


def after_its_check(said: Text) -> Text:
    """The answer was written below its check, where it was read all the same."""
    return Text(
        en=f"Your answer stands below its check: it was read there, at the notebook's end.\n{said.en}",
        fr=f"Votre réponse se trouve plus bas que sa vérification : elle a été lue là, à la fin du notebook.\n{said.fr}",
    )


def stopped(run: CellRun) -> Text:
    """The answer's own cell ended with an error, so there was no answer to read."""
    if run.status not in ("ok", "error"):
        return KERNEL_GONE
    number = f" {run.lineno}" if run.lineno else ""
    what = f"{run.ename}: {run.evalue[:500]}"
    if not run.line:
        return Text(what, what)
    # A slip of the keyboard is explained as it was in the notebook, not by Python's English alone.
    slip = slip_in(run.line, SyntaxError(), set()) if run.ename == "SyntaxError" else None
    en, fr = (f"\n{slip.en}", f"\n{slip.fr}") if slip else ("", "")
    return Text(f"Line{number}: {run.line}\n{what}{en}", f"Ligne{number} : {run.line}\n{what}{fr}")
