"""The only judge: laws and agreement on cases nobody has seen, and a diagnosis for what is wrong."""

from labkit.tasks.answers import (
    Answer,
    AnswerError,
)
from labkit.tasks.bundle import Bundle
from labkit.tasks.judge.function import judge_function
from labkit.tasks.judge.trial import Trial
from labkit.tasks.judge.value import judge_value
from labkit.tasks.outcome import Outcome


def judge(answer: Answer, bundle: Bundle, *, reveal: bool, again: bool = True) -> Outcome:
    """Outcome of an answer.

    Parameters
    ----------
    answer : Answer
    bundle : Bundle
        Cases and expected results of the seed that practises or marks.
    reveal : bool
        True in practice: a crash shows the arguments it happened with. False when marking: their types and shapes only.
    again : bool
        Ask a right answer again, in another order and in a process that remembers nothing. Whoever wrote the answer may know better.
    """
    trial = Trial(answer, bundle, reveal, again)
    try:
        if bundle.kind == "value":
            return judge_value(trial)
        return judge_function(trial)
    except AnswerError as error:
        return trial.failed(error)
