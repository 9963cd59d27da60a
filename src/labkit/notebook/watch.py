"""What the lab sees of the cells that run: an answer gets its buttons, a slip of the keyboard its explanation."""

import ast
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from labkit.language import Text
from labkit.notebook.code_reading import SHOWING, bindings, is_dots
from labkit.notebook.instead import Written, written_instead
from labkit.notebook.panels import note
from labkit.notebook.slips import slip_in

_BINDS = re.compile(r"^(?:def\s+(\w+)\s*\(|(\w+)\s*(?::[^=\n]+)?=(?!=))", re.MULTILINE)
# An id that nbformat or JupyterLab draws for a cell that somebody adds; those of a lab are words.
_DRAWN = re.compile(r"(?=.*\d)[0-9a-f]{8}(-?[0-9a-f-]{4,28})?")
_HOOK = "_labkit_watch"

STOPPED = Text(
    "This cell stopped with an error, so your answer was not taken. The last line above says what Python met: correct it and "
    "run the cell again.",
    "Cette cellule s'est arrêtée sur une erreur : votre réponse n'a pas été prise en compte. La dernière ligne ci-dessus dit ce "
    "que Python a rencontré : corrigez, puis relancez la cellule.",
)
ANSWER_STOPPED = Text(
    "The cell of your answer stopped with an error the last time it ran: correct it, run it, then run this cell again.",
    "La cellule de votre réponse s'est arrêtée sur une erreur à sa dernière exécution : corrigez-la, exécutez-la, puis relancez "
    "celle-ci.",
)
NOT_RUN = Text(
    "There is no answer yet. If you have written one, run its cell first (Shift + Enter), then this one.",
    "Il n'y a pas encore de réponse. Si vous en avez écrit une, exécutez d'abord sa cellule (Maj + Entrée), puis celle-ci.",
)


class Watch:
    """Told of every cell once it has run, in a notebook that a learner works in.

    Parameters
    ----------
    tasks : iterable of str
        Names that the learner's cells are to define.
    language : {"en", "fr"}
    answered : callable
        Called with a task's name when a cell that defines it has run without an error.
    functions : mapping of str to sequence of str, optional
        Of the tasks that ask for a function: its arguments.
    """

    def __init__(
        self,
        tasks: Iterable[str],
        language: str,
        answered: Callable[[str], Any],
        functions: Mapping[str, Sequence[str]] | None = None,
    ):
        self._tasks, self._language, self._answered = set(tasks), language, answered
        self._functions = functions or {}
        self._cells: dict[str, str] = {}  # the learner's, as they last ran
        self._failed: set[str] = set()
        self._stale: set[str] = set()  # those whose value is that of an earlier run
        self._written: list[str] = []

    def start(self, shell: Any) -> None:
        """Watch an IPython shell, in place of whatever watched it before: the setup cell may run twice."""
        before = getattr(shell, _HOOK, None)
        if before is not None:
            shell.events.unregister("post_run_cell", before)
        setattr(shell, _HOOK, self.ran)
        shell.events.register("post_run_cell", self.ran)

    def ran(self, result: Any) -> None:
        """One cell has run."""
        from IPython.display import display

        code = getattr(result.info, "raw_cell", None) or ""
        bound = _BINDS.findall(code)
        names = [function or variable for function, variable in bound]
        here = [name for name in dict.fromkeys(names) if name in self._tasks]
        error = result.error_before_exec or result.error_in_exec
        cell = getattr(result.info, "cell_id", None)
        if cell is not None and _learners(cell):
            self._cells.pop(cell, None)
            self._cells[cell] = code
        if error is None:
            self._failed -= set(here)
            self._stale -= set(here)
            if _learners(cell):
                self._written += [name for name in names if name not in self._tasks]
            for task in here:
                self._answered(task)
            return
        self._failed |= set(here)
        # A function is there even if what its cell does with it fails; a value is not, nor anything of a cell that cannot be read.
        there = set() if result.error_before_exec else {function for function, _ in bound}
        self._stale |= set(here) - there
        missing = getattr(error, "name", None) if isinstance(error, NameError) else None
        text = self._instead(missing) if missing in self._tasks and not here else None
        text = text or slip_in(code, error, self._tasks) or (STOPPED if here else None)
        if text is not None:
            display(note(text.in_language(self._language)))

    def stopped(self, task: str) -> bool:
        """Whether the cell of this answer stopped with an error when it last ran, so that the answer is an earlier one."""
        return task in self._stale

    def nothing_yet(self, task: str, answer: Any, known: dict[str, Any]) -> Text:
        """Why a task has no answer: its cell failed, the function has another name, or nothing was run."""
        if task in self._failed:
            return ANSWER_STOPPED
        other = self._another_name(answer, known)
        if other:
            return Text(
                f"You wrote a function called `{other}`; this check looks for `{task}`. Give it that name.",
                f"Vous avez écrit une fonction nommée `{other}` ; cette vérification cherche `{task}`. Donnez-lui ce nom.",
            )
        return self._instead(task) or NOT_RUN

    def _instead(self, task: str) -> Text | None:
        """What the learner's cells hold in place of the answer."""
        name = next((cell for cell in self._cells if cell.replace("-", "_") == f"{task}_answer"), "")
        text = self._cells.get(name, "")
        others = [s for cell, code in self._cells.items() if cell != name for s in _statements(code)]
        own = _surely_written(_statements(text), task)
        written = Written(own, others, (), text, self._functions.get(task, ()))
        return written_instead(task, written, function=task in self._functions)

    def _another_name(self, stub: Any, known: dict[str, Any]) -> str | None:
        """A function of the learner's with the very parameters of the one that is still empty."""
        wanted = _parameters(stub)
        if not wanted:
            return None
        written = (name for name in reversed(self._written) if _parameters(known.get(name)) == wanted)
        return next(written, None)


def _learners(cell: str | None) -> bool:
    """Whether a learner writes in the cell of this id: that of an answer, or one that is not the lab's. Unknown, nobody is accused."""
    return cell is not None and (cell.endswith("-answer") or _DRAWN.fullmatch(cell) is not None)


def _surely_written(own: list[ast.stmt], name: str) -> list[ast.stmt]:
    """Of a value's cell that still holds its starting text: a value typed out.

    What uses other names may be the lab's own line, and a value that such a line reads the lab's own value.
    """
    if not any(
        bound == name and isinstance(value, ast.expr) and is_dots(value) for bound, value in bindings(own)
    ):
        return own
    asked = [_asked(s) for s in own]
    used = {read for names in asked if len(names) > 1 for read in names}
    return [
        s
        for s, names in zip(own, asked, strict=True)
        if any(bound == name for bound, _ in bindings([s]))
        or (not names and _is_value(s) and not used & {bound for bound, _ in bindings([s])})
    ]


def _is_value(statement: ast.stmt) -> bool:
    """``print(16)``, ``16`` or ``seuil = 100 * 0.16``, and not nothing."""
    if not isinstance(statement, (ast.Expr, ast.Assign, ast.AnnAssign)):
        return False
    return not (isinstance(statement.value, ast.Constant) and statement.value.value is None)


def _asked(statement: ast.stmt) -> set[str]:
    """Names whose values a statement asks for, besides those that show one."""
    return {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    } - set(SHOWING)


def _statements(code: str) -> list[ast.stmt]:
    """Of a cell that ran, IPython's own lines included; none where it cannot be read."""
    from IPython.core.inputtransformer2 import TransformerManager

    try:
        return ast.parse(TransformerManager().transform_cell(code)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError, RuntimeError):
        return []


def _parameters(function: Any) -> tuple[str, ...]:
    code = getattr(function, "__code__", None)
    return code.co_varnames[: code.co_argcount] if code else ()
