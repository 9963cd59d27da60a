"""An answer that crashes on some of the cases: those on which it does not may show whose mistake it is."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from labkit.language import Text
from labkit.tasks.agreement import difference
from labkit.tasks.answers import AnswerCrashed
from labkit.tasks.judge.trial import Trial
from labkit.tasks.outcome import Outcome

# Whoever crashes on the first cases asked crashes on all, as far as anybody can tell.
_MOST = 3
# What ended for want of memory, or ended its process, is not tried on another case: each try may take all that there is.
_FINAL = {"DeadKernel", "KeyboardInterrupt", "MemoryError", "SystemExit"}
# Agreement on one case alone is no mistake's mark.
_LEAST = 2


class Crashes:
    """Where one answer crashed, and the first crash, which is the one that is shown."""

    def __init__(self, trial: Trial):
        self.places: set[int] = set()
        self._trial, self._asked = trial, 0
        self._first: AnswerCrashed | None = None
        self._given: Mapping[str, Any] = {}

    def call(self, place: int) -> Any:
        """The answer's result on a case, None where it crashed.

        Raises
        ------
        AnswerCrashed
            The first one, if all the cases asked so far crashed, or if this one ended for want of memory or of a process.
        """
        self._asked += 1
        try:
            return self._trial.call(**self._trial.bundle.cases[place].arguments)
        except AnswerCrashed as error:
            if self._first is None:
                self._first, self._given = error, self._trial.last
            self.places.add(place)
            alone = len(self.places) == self._asked and (
                self._asked == _MOST or not self._trial.bundle.mutants
            )
            if alone or error.ename in _FINAL:
                self._trial.last = self._given
                raise self._first from None
        return None

    def outcome(self, outputs: list[Any]) -> Outcome:
        """The first crash; with the message of the mutant that the answer is on all other cases, if it is one.

        A denominator that is forgotten divides by 0 on some case: the mistake is the denominator.
        """
        assert self._first is not None
        self._trial.last = self._given
        said = self._trial.failed(self._first)
        cases = self._trial.bundle.cases
        ended = [place for place in range(len(cases)) if place not in self.places]
        wrong = [
            p for p in ended if difference(outputs[p], cases[p].expected, cases[p].tolerance) is not None
        ]
        if len(ended) < _LEAST or not wrong:
            return said
        for mutant in self._trial.bundle.mutants:
            if all(difference(outputs[p], mutant.outputs[p], cases[p].tolerance) is None for p in ended):
                told = Text(
                    f"{mutant.message.en}\n{said.message.en}", f"{mutant.message.fr}\n{said.message.fr}"
                )
                return replace(said, message=told, misconception=mutant.name)
        return said
