"""Explorer's task: stop line."""

from functools import cache

import numpy as np
import pandas as pd

from labkit.tasks import Text, value_task

from .cohort import THRESHOLD, new_patients

MAX_SERIOUS, WINDOW, LIMIT, LINES = 1, 10, 4, 30


@cache
def decision_log():
    """Thirty decisions: what the model proposed, what a person decided, which harm followed."""
    rows, rng = new_patients()[40 : 40 + LINES], np.random.default_rng(3)
    sepsis, suggests = rows.sepsis.to_numpy() == 1, rows.risk.to_numpy() >= THRESHOLD
    decides = np.where(rng.random(LINES) < 0.7, sepsis, suggests)
    harmed = sepsis & ~decides & (rng.random(LINES) < 0.5)
    return suggests != decides, harmed


def stop_line(window=WINDOW, aside_counts=True, harm_counts=True):
    """Line (from 1) at which the rule stops the system; 0 if never."""
    aside, harmed = decision_log()
    recent = pd.Series(aside).rolling(window, min_periods=1).sum().to_numpy()
    found = (recent >= LIMIT) & aside_counts | (np.cumsum(harmed) > MAX_SERIOUS) & harm_counts
    return int(np.argmax(found)) + 1 if found.any() else 0


@cache
def right():
    return stop_line()


task = value_task(
    points=2,
    domain=range(LINES + 1),
    why=Text(
        "Right: read in order of time, the first line that triggers either part of the rule. It is the suggestions set aside that stop the system, before a second serious harm: "
        "those who set it aside were its first alarm. And nobody had to decide it that day; it had been signed.",
        "Juste : dans l'ordre du temps, la première ligne qui déclenche l'une des deux parties de la règle. Ce sont les suggestions écartées qui arrêtent le "
        "système, avant un deuxième préjudice grave : ceux qui l'ont écarté étaient sa première alarme. Et personne n'a eu à le décider ce jour-là ; c'était signé.",
    ),
    hints=[
        Text(
            "Mark the lines where the decision differs from the suggestion: these are the ones set aside.",
            "Repérez les lignes où la décision diffère de la suggestion : ce sont celles qui ont été écartées.",
        ),
        Text(
            "Slide a window of ten lines down: at which line does it first hold four of them? And at which line does the second serious harm come?",
            "Faites glisser une fenêtre de dix lignes : à quelle ligne en contient-elle quatre pour la première fois ? Et à quelle ligne vient le deuxième "
            "préjudice grave ?",
        ),
        Text("The earlier of the two stops it.", "C'est la première des deux qui arrête."),
    ],
)


@task.reference
def first_trigger():
    return right()


@task.alternative
def as_decimal():
    return float(right())


@task.alternative
def as_numpy():
    return np.int64(right())


@task.mutant(
    Text(
        "You let it run. One of the two parts of the rule was triggered: read the log once for the harms, once for the suggestions set aside.",
        "Vous le laissez tourner. L'une des deux parties de la règle a été déclenchée : relisez le journal une fois pour les préjudices, une fois pour les "
        "suggestions écartées.",
    ),
)
def never(answer):
    return answer == 0


@task.mutant(
    Text(
        "You counted the suggestions set aside since the first line: every system would stop one day. The rule looks at the last ten.",
        "Vous avez compté les suggestions écartées depuis la première ligne : tout système finirait par s'arrêter. La règle regarde les dix dernières.",
    ),
)
def counts_from_the_start(answer):
    return answer == stop_line(window=LINES) != right()


@task.mutant(
    Text(
        "That is the first serious harm. The ward wrote: at the second. (It may be right to write another rule; not to change it on the day.)",
        "C'est le premier préjudice grave. Le service avait écrit : au deuxième. (On peut vouloir écrire une autre règle ; pas la changer le jour même.)",
    ),
)
def first_harm(answer):
    _aside, harmed = decision_log()
    return answer == int(np.argmax(harmed)) + 1 != right()


@task.mutant(
    Text(
        "Too late: the rule had already been triggered before that line. Overrides are often the first sign, well before harm.",
        "Trop tard : la règle était déjà déclenchée avant cette ligne. Les suggestions écartées sont souvent le premier signe, bien avant le préjudice.",
    ),
)
def waits_too_long(answer):
    return answer > right()


@task.mutant(
    Text(
        "Too early: at that line there are fewer than four set aside among the last ten, and fewer than two serious harms. A rule that is not kept in one "
        "direction will not be kept in the other.",
        "Trop tôt : à cette ligne, moins de quatre suggestions écartées parmi les dix dernières, et moins de deux préjudices graves. Une règle que l'on ne tient "
        "pas dans un sens ne tiendra pas dans l'autre.",
    ),
)
def stops_too_soon(answer):
    return 0 < answer < right()
