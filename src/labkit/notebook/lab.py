"""What a notebook imports: ``lab = Lab("m4_threshold")``, then check, hint, predict, order, quiz and progress."""

import dataclasses
import html
import os
from collections.abc import Collection
from pathlib import Path
from typing import Any

from labkit.content import Content
from labkit.errors import CourseError
from labkit.language import Text, catalogue, current, use, use_words, words_in
from labkit.notebook.panels import CheckResult, NotYet, Panel, no_such, note
from labkit.notebook.present import Present
from labkit.notebook.progress import Progress
from labkit.notebook.questions import Questions
from labkit.notebook.shown import Shown
from labkit.notebook.watch import ANSWER_STOPPED, NOT_RUN, Watch
from labkit.tasks.answers import LocalAnswer
from labkit.tasks.forbidden_calls import watching
from labkit.tasks.judge import judge
from labkit.tasks.kept_packs import pack_of
from labkit.tasks.load import load_grader
from labkit.tasks.outcome import Outcome
from labkit.tasks.practice import FILE, Pack, PackError, make_pack, read_pack
from labkit.tasks.unseen import UNSEEN
from labkit.tasks.unseen_words import unseen_words

# Set by the grader in the sandboxed kernel: there, marks come from outside and `lab` only has to stay out of the way.
MARKING = "LABKIT_MARKING"


class Lab(Questions, Shown):
    """One lab, as its notebook sees it.

    Parameters
    ----------
    lab : str
        Name of the lab, such as ``"m4_threshold"``.
    language : {"en", "fr"}, optional
        Language of the messages; the environment's if not given. A released copy gives it.
    pathway : {"builder", "explorer"}
        Which of the two ways through the lab this copy is.
    folder : path, optional
        Where the notebook and its practice pack lie; the working directory if not given.
    records : bool
        Whether what is predicted and answered is kept beside the labs. An author's solved copy keeps nothing, so that
        each run gives what the last one gave.
    path : {"builder", "explorer"}, optional
        What copies released before this name say for `pathway`.
    """

    def __init__(
        self,
        lab: str,
        language: str | None = None,
        pathway: str = "builder",
        folder: Path | None = None,
        records: bool = True,
        path: str | None = None,
    ):
        pathway = path or pathway
        self.lab, self.pathway = lab, pathway
        self.language = language or current()
        use(self.language)
        self._folder = Path(folder or Path.cwd())
        use_words(words_in(self._folder))
        self._marking = bool(os.environ.get(MARKING))
        self._trouble: str | None = None
        self._pack = None if self._marking else self._find_pack()
        self._records = records
        self._progress = Progress(self._folder, lab, pathway, records)
        self._present = Present(lab, pathway, self._progress, self.language)
        self._ = catalogue("lab", self.language)
        self._shell = _notebook_shell() if records and self._pack else None
        bundles = self._pack.bundles if self._pack else {}
        functions = {task: b.parameters for task, b in bundles.items() if b.kind != "value"}
        self._watch = Watch(bundles, self.language, self._answered, functions)
        if self._shell is not None:
            self._watch.start(self._shell)

    def __repr__(self) -> str:
        return f"Lab({self.lab!r}, language={self.language!r}, pathway={self.pathway!r})"

    # ---- answers -----------------------------------------------------------------------------------------------

    def check(self, task: str, answer: Any) -> CheckResult | None:
        """Judge `answer`; show one of five outcomes and the points.

        Parameters
        ----------
        task : str
            The task's name, as given in the notebook.
        answer : object
            A value, a function or a fitted model, as the task asks.
        """
        if self._marking:
            return None
        outcome = self._judge(task, answer)
        if self._watch.stopped(task):
            outcome = dataclasses.replace(outcome, status="crashed", points=0.0, message=ANSWER_STOPPED)
        elif outcome.status == "not_started" and self._pack and task in self._pack.bundles:
            outcome = dataclasses.replace(outcome, message=self._nothing_yet(task, answer))
        self._progress.add("check", task, status=outcome.status, points=outcome.points)
        if os.environ.get("NBGRADER_VALIDATING") and outcome.status != "right":
            raise NotYet(
                f"{task}: {outcome.title(self.language)}. {outcome.message.in_language(self.language)}"
            )
        return CheckResult(outcome, self.language, self._present.tell(task, outcome.status))

    def show_my_checks(self, on: bool) -> Panel | None:
        """Whether whoever teaches may see which task you checked last, on a hub whose course shows it; False is for all labs."""
        return None if self._marking else note(self._present.choose(on))

    def _judge(self, task: str, answer: Any) -> Outcome:
        if self._pack is None:
            return Outcome(task, "needs_person", 0.0, 0.0, self._no_pack())
        bundle = self._pack.bundles.get(task)
        if bundle is None:
            return Outcome(task, "not_started", 0.0, 0.0, no_such(task, self._pack.bundles))
        with watching(self._pack.forbids.get(task, ())) as called:
            outcome = judge(LocalAnswer(answer), bundle, reveal=True)
        return _for_a_person(outcome, called) if called and outcome.status == "right" else outcome

    def _nothing_yet(self, task: str, answer: Any) -> Text:
        return self._watch.nothing_yet(task, answer, self._shell.user_ns) if self._shell else NOT_RUN

    def _answered(self, task: str) -> None:
        """A cell that defines an answer has run: its buttons stand under it."""
        from labkit.notebook.controls import show_controls

        known = self._shell.user_ns if self._shell else {}
        show_controls(
            task, lambda: self.check(task, known.get(task, ...)), lambda: self.hint(task), self.language
        )

    def hint(self, task: str) -> Panel | None:
        """The next hint of a task: each call goes one step further."""
        if self._marking:
            return None
        if self._pack is None or task not in self._pack.hints:
            return self._nothing_called(task, "hints")
        hints = self._pack.hints[task]
        step = min(self._progress.count("hint", task), len(hints) - 1)
        self._progress.add("hint", task, step=step + 1)
        title = self._("Hint {step} of {all}").format(step=step + 1, all=len(hints))
        return note(hints[step].in_language(self.language), title)

    def order(self, task: str, answer: str | None = None) -> Panel | CheckResult | None:
        """Show a task's lettered steps to put in order; with an answer such as ``"CABD"``, judge it."""
        if self._marking:
            return None
        if answer is not None:
            return self.check(task, answer)
        if self._pack is None or task not in self._pack.steps:
            return self._nothing_called(task, "steps")
        steps = self._pack.steps[task]
        items = "".join(
            f"<li><strong>{key}</strong>. {html.escape(text.in_language(self.language))}</li>"
            for key, text in steps.items()
        )
        plain = "\n".join(f"{key}. {text.in_language(self.language)}" for key, text in steps.items())
        return Panel(f'<ul lang="{self.language}" style="list-style:none">{items}</ul>', plain)

    def my_page(self) -> Panel | None:
        """Write a page to keep or to show: the learner's predictions, calibration, card and numbers of their ward. Nothing is sent."""
        if self._marking:
            return None
        from labkit.notebook.own_page import write_own_page

        packs = {(self.lab, self.pathway): self._pack} if self._pack else {}
        home, only = self._folder.resolve().parent, (self.lab, self.pathway)
        file = write_own_page(home, self._progress.everywhere(), packs, self.language, only)
        where = Path(os.path.relpath(file, self._folder)).as_posix()
        said = self._("Written, and sent to nobody: {file}").format(file=file)
        return Panel(
            f'<p lang="{self.language}"><a href="{html.escape(where)}">{html.escape(said)}</a></p>', said
        )

    # ---- progress ------------------------------------------------------------------------------------------------

    def progress(self) -> Panel | None:
        """Where the learner is: a bar, a table of the tasks with their latest outcome, and a button that writes `my_page`."""
        if self._marking:
            return None
        if self._pack is None:
            return note(self._no_pack().in_language(self.language))
        from labkit.notebook.controls import offer_page
        from labkit.notebook.progress import progress_panel
        from labkit.notebook.task_titles import task_titles

        titles = task_titles(self._folder, self.lab, self.pathway, self.language) if self._records else {}
        panel = Panel(*progress_panel(self._pack, self._progress, self.language, titles))
        if self._shell is not None and offer_page(panel, self.my_page, self.language):
            return None
        return panel

    def calibration(self) -> Panel | None:
        """The learner's own calibration over all predictions so far: a table, and their Brier score."""
        if self._marking:
            return None
        from labkit.notebook.progress import calibration_panel

        return Panel(*calibration_panel(self._progress, self.language))

    # ---- the practice pack ---------------------------------------------------------------------------------------

    def _find_pack(self) -> Pack | None:
        """The pack beside the notebook; in the authors' repository, where none lies there, one made from the grader."""
        file = self._folder / FILE
        if file.exists():
            try:
                pack = read_pack(file)
            except PackError as error:
                self._trouble = str(error)
                return None
            return pack if (pack.lab, pack.pathway) == (self.lab, self.pathway) else None
        try:
            content = Content.find()
            grader = load_grader(content, self.lab)
        except CourseError:
            return None
        return pack_of(content, self.lab, self.pathway) or make_pack(grader, self.pathway)


def _for_a_person(outcome: Outcome, called: Collection[str]) -> Outcome:
    """What marking will say of a right answer that rests on what its task forbids, or calls what cannot be seen."""
    listed = ", ".join(sorted(set(called) - set(UNSEEN)))
    if not listed:
        texts = unseen_words(called)
        said = Text("\n".join(t.en for t in texts), "\n".join(t.fr for t in texts))
        return dataclasses.replace(outcome, status="needs_person", points=0.0, message=said)
    said = Text(
        f"Your answer gives the right results, by calling {listed}. This task is to be solved without it: when it is marked, a person "
        "will look at it, and it has no points until then. Write the steps yourself.",
        f"Votre réponse donne les bons résultats, mais en appelant {listed}. Cette tâche se résout sans : à la notation, une personne "
        "l'examinera, et elle n'a aucun point d'ici là. Écrivez les étapes vous-même.",
    )
    return dataclasses.replace(outcome, status="needs_person", points=0.0, message=said)


def _notebook_shell() -> Any:
    """The IPython shell of a notebook's kernel, or None."""
    try:
        from IPython import get_ipython
    except ImportError:
        return None
    shell = get_ipython()
    return shell if shell is not None and hasattr(shell, "kernel") else None
