"""Predictions and spaced questions, as a notebook asks them: neither is graded."""

import html
from collections.abc import Callable

from labkit.language import NBSP, Text, brief
from labkit.notebook.panels import Panel, no_such, note
from labkit.notebook.progress import Progress
from labkit.notebook.shuffle import Shuffled
from labkit.tasks.practice import FILE, Pack, SealedChoice
from labkit.tasks.sealed import unseal


class Questions:
    """What of a lab asks, notes and comments; `Lab` is one."""

    language: str
    _: Callable[[str], str]
    _marking: bool
    _pack: Pack | None
    _progress: Progress
    _trouble: str | None

    def predict(
        self, question: str, choice: str | None = None, confidence: float | None = None
    ) -> Panel | None:
        """Ask a prediction; with a `choice` and a `confidence` (50 to 100, in %), note it before the result is seen."""
        if self._marking:
            return None
        found = self._pack.predictions.get(question) if self._pack else None
        if found is None:
            return self._nothing_called(question, "predictions")
        if choice is None or choice is Ellipsis:
            return self._ask(found)
        # 0.7 is a share, most likely, and would be noted as less than one percent.
        if not isinstance(confidence, (int, float)) or not (confidence == 0 or 1 < confidence <= 100):
            return note(self._("Give how sure you are in percent, between 0 and 100: 70 for 70 %, not 0.7."))
        meant = self._shuffled(found).meant(choice)
        if meant is None:
            return note(self._("Choose one of {letters}.").format(letters=", ".join(found.choices)))
        comment = unseal(found.salt, found.box, meant) or {"right": False}
        first = not self._progress.count("predict", question)
        self._progress.add(
            "predict",
            question,
            choice=str(choice),
            meant=meant,
            confidence=float(confidence),
            right=bool(comment["right"]),
        )
        text = self._("Noted: {choice}, {confidence} sure. Now run on and see.").format(
            choice=choice, confidence=self._percent(confidence)
        )
        if not first:
            text += " " + self._("Your first prediction is the one that counts.")
        return note(text)

    def reveal(self, question: str) -> Panel | None:
        """What became of a prediction, once the result has been seen."""
        if self._marking or self._pack is None:
            return None
        made = self._progress.first("predict", question)
        found = self._pack.predictions.get(question)
        if made is None or found is None:
            return note(
                self._(
                    "You have not made a prediction yet. Go back to the question, answer it, then run this cell again."
                )
            )
        comment = unseal(found.salt, found.box, made.get("meant", made["choice"])) or {}
        verdict = self._("You were right.") if made["right"] else self._("It was a surprise.")
        sure = self._("You said {choice}, {confidence} sure.").format(
            choice=made["choice"], confidence=self._percent(made["confidence"])
        )
        return note(f"{sure} {comment.get(self.language, '')}", verdict)

    def quiz(self, question: str, choice: str | None = None) -> Panel | None:
        """Ask a question from an earlier lab; with a `choice`, say what is right or wrong about it. No points."""
        if self._marking:
            return None
        found = self._pack.quizzes.get(question) if self._pack else None
        about = str(question).rpartition("/")[0]
        if self._pack and about and all(each.from_lab != about for each in self._pack.quizzes.values()):
            said = self._(
                "This question is about {lab}, a lab that your course does not have: go on to what follows."
            )
            return note(said.format(lab=about))
        if found is None:
            return self._nothing_called(question, "quizzes")
        if choice is None or choice is Ellipsis:
            return self._ask(found)
        meant = self._shuffled(found).meant(choice)
        comment = unseal(found.salt, found.box, meant) if meant else None
        if comment is None:
            return note(self._("Choose one of {letters}.").format(letters=", ".join(found.choices)))
        self._progress.add("quiz", question, choice=str(choice), right=bool(comment["right"]))
        title = self._("✓ Right") if comment["right"] else self._("✗ Not this one")
        return note(comment[self.language], title)

    def _nothing_called(self, name: object, kind: str) -> Panel:
        """What to type instead of a name that the lab does not know; `kind` is where the practice pack holds them."""
        text = self._no_pack() if self._pack is None else no_such(name, getattr(self._pack, kind))
        return note(text.in_language(self.language))

    def _shuffled(self, choice: SealedChoice) -> Shuffled:
        return Shuffled(choice, self._progress.learner())

    def _percent(self, value: float) -> str:
        return f"{brief(value, self.language)}{NBSP}%" if self.language == "fr" else f"{value:g}%"

    def _ask(self, choice: SealedChoice) -> Panel:
        choices = self._shuffled(choice).choices
        items = "".join(
            f"<li><strong>{html.escape(letter)}</strong>. {html.escape(text.in_language(self.language))}</li>"
            for letter, text in choices.items()
        )
        asked = choice.question.in_language(self.language)
        plain = "\n".join([asked, *(f"{k}. {t.in_language(self.language)}" for k, t in choices.items())])
        return Panel(
            f'<div lang="{self.language}"><p>{html.escape(asked)}</p><ul style="list-style:none">{items}</ul></div>',
            plain,
        )

    def _no_pack(self) -> Text:
        if self._trouble:
            return Text(self._trouble, self._trouble)
        return Text(
            f"Nothing to check with: {FILE} does not lie beside this notebook. "
            "Open the notebook from the folder it was released in, or get the lab again.",
            f"Rien pour vérifier : {FILE} ne se trouve pas à côté de ce notebook. "
            "Ouvrez le notebook depuis son dossier d'origine, ou récupérez de nouveau le TP.",
        )
