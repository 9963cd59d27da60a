"""What `labkit new` writes: every part of a lab in its order, each with a TODO that says what belongs there."""

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from labkit.course.source import hash_of


def skeleton_notebook(lab: str, module: int) -> NotebookNode:
    """The source notebook: passport, case, prediction, worked example, blanks, tasks, explanation, questions, card, exit."""
    notebook = new_notebook(cells=_cells(lab))
    notebook.metadata = NotebookNode(
        kernelspec={"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        language_info={"name": "python"},
        labkit={
            "id": lab,
            "module": module,
            "title": {"en": "A new lab", "fr": "Un nouveau TP"},
            "minutes": {"builder": 50, "explorer": 40},
            "prerequisites": [],
            "audiences": ["nurse", "physician", "manager", "data_scientist", "pupil"],
            "competencies": [],
        },
    )
    return notebook


def _prose(name: str, en: str, fr: str, *tags: str) -> list[NotebookNode]:
    french = {"tags": ["fr", *tags], "labkit": {"answers": hash_of(en)}}
    return [
        new_markdown_cell(en, id=f"{name}-en", metadata={"tags": ["en", *tags]}),
        new_markdown_cell(fr, id=f"{name}-fr", metadata=french),
    ]


def _code(name: str, source: str, *tags: str) -> NotebookNode:
    return new_code_cell(source, id=name, metadata={"tags": list(tags)} if tags else {})


def _answer(name: str, source: str, *tags: str) -> NotebookNode:
    cell = _code(f"{name}-answer", source, *tags)
    cell.metadata["nbgrader"] = _marks(f"{name}_answer".replace("-", "_"), solution=True)
    return cell


def _check(task: str, points: int, *tags: str) -> NotebookNode:
    cell = _code(f"{task}-check", f'lab.check("{task}", {task})', *tags)
    cell.metadata["nbgrader"] = {**_marks(task, grade=True, locked=True), "points": points}
    return cell


def _marks(grade_id: str, **on: bool) -> dict:
    return {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3,
            "grade_id": grade_id, **on}  # fmt: skip


def _cells(lab: str) -> list[NotebookNode]:
    explain = new_markdown_cell("TODO: the answer you would write yourself, for the marker.", id="explain")
    explain.metadata["nbgrader"] = {**_marks("explain", grade=True, solution=True), "points": 4}
    return [
        *_prose(
            "passport",
            "# A new lab\n\nTODO: the title, above and in the notebook's metadata (title, minutes, prerequisites, audiences, "
            "competencies).\n\n**What you will be able to do.** TODO: three things, each a verb.\n\n| | |\n|---|---|\n"
            "| Time | about 50 minutes |\n| Before this | TODO |\n| For | TODO |\n| Data | TODO: where they come from, "
            "and what they must not be used for |",
            "# Un nouveau TP\n\nTODO : le titre.\n\n**Ce que vous saurez faire.** TODO : trois choses, chacune un verbe.\n\n"
            "| | |\n|---|---|\n| Durée | environ 50 minutes |\n| Avant | TODO |\n| Pour | TODO |\n"
            "| Données | TODO : leur origine, et ce à quoi elles ne doivent pas servir |",
        ),
        _code("setup", f'from labkit import Lab\n\nlab = Lab("{lab}")'),
        *_prose(
            "case",
            "## The case\n\nTODO: a patient or a ward, a decision to make tonight, and who asks.",
            "## Le cas\n\nTODO : un patient ou un service, une décision à prendre ce soir, et qui la demande.",
        ),
        *_prose(
            "predict",
            "## Before you look: a prediction\n\nPut your letter and how sure you are (in %) in place of the dots. No mark.",
            "## Avant de regarder : une prédiction\n\nMettez votre lettre et votre degré de certitude (en %) à la place des "
            "points. Sans note.",
        ),
        _answer(
            "prediction",
            'my_choice = (\n    ### BEGIN SOLUTION\n    "a"\n    ### END SOLUTION\n)\nmy_confidence = (\n'
            "    ### BEGIN SOLUTION\n    70\n    ### END SOLUTION\n)\n"
            'lab.predict("first_guess", my_choice, my_confidence)',
        ),
        *_prose(
            "worked",
            "## A worked example\n\nTODO: the idea on a few whole patients, before any formula.",
            "## Un exemple traité\n\nTODO : l'idée sur quelques patients entiers, avant toute formule.",
        ),
        _code(
            "worked-code",
            "# en: TODO: the example\n# fr: TODO : l'exemple\nsick, all_patients = 3, 20\nsick / all_patients",
        ),
        *_prose(
            "surprise",
            "## The surprise\n\nTODO: the one number nobody expects, then why, and what it does to a patient.",
            "## La surprise\n\nTODO : le nombre que personne n'attend, puis pourquoi, et ce qu'il fait à un patient.",
        ),
        _code("reveal", 'lab.reveal("first_guess")'),
        *_prose(
            "share-task",
            "## Task 1\n\nTODO: what `share(part, whole)` takes and gives back, in two lines.",
            "## Tâche 1\n\nTODO : ce que `share(part, whole)` reçoit et rend, en deux lignes.",
            "builder",
        ),
        _answer(
            "share",
            'def share(part, whole):\n    """\n    en: TODO: one line.\n    fr: TODO : une ligne.\n    """\n'
            "    ### BEGIN SOLUTION\n    return part / whole\n    ### END SOLUTION",
            "builder",
        ),
        _check("share", 2, "builder"),
        *_prose(
            "percent-task",
            "## Task 1\n\nTODO: the same question to who does not write code. Put a whole number in place of the dots.",
            "## Tâche 1\n\nTODO : la même question à qui n'écrit pas de code. Mettez un nombre entier à la place des points.",
            "explorer",
        ),
        _answer(
            "percent", "percent = (\n    ### BEGIN SOLUTION\n    15\n    ### END SOLUTION\n)", "explorer"
        ),
        _check("percent", 2, "explorer"),
        *_prose(
            "explain-prompt",
            "## Explain it\n\nTODO: who asks, what they believe, how long the answer may be. A person marks this.",
            "## Expliquez\n\nTODO : qui demande, ce qu'il croit, la longueur de la réponse. Une personne corrige.",
        ),
        explain,
        *_prose(
            "quiz",
            "## A question from an earlier lab\n\nNo marks: remembering is what makes it stay.",
            "## Une question d'un TP précédent\n\nSans note : c'est se souvenir qui fixe.",
        ),
        _answer(
            "question",
            'earlier = (\n    ### BEGIN SOLUTION\n    "b"\n    ### END SOLUTION\n)\nlab.quiz("from_earlier", earlier)',
        ),
        *_prose(
            "guarantee",
            "## The human-guarantee card\n\n| Question | For this tool |\n|---|---|\n| Who is **told**? | TODO |\n"
            "| Who can **override**? | TODO |\n| What is **logged**? | TODO |\n| When do we **stop**? | TODO |",
            "## La carte de garantie humaine\n\n| Question | Pour cet outil |\n|---|---|\n| Qui est **informé** ? | TODO |\n"
            "| Qui peut **passer outre** ? | TODO |\n| Que **consigne**-t-on ? | TODO |\n| Quand **arrête**-t-on ? | TODO |",
        ),
        *_prose(
            "exit",
            "## Exit ticket\n\nTODO: one sentence to finish. Words to keep, each in the lexicon: **threshold**.\n\n"
            "**Sources.** TODO",
            "## Billet de sortie\n\nTODO : une phrase à finir. Mots à garder, chacun dans le lexique : **seuil**.\n\n"
            "**Sources.** TODO",
        ),
        _code("progress", "lab.progress()"),
    ]


def skeleton_grader(lab: str) -> str:
    """The grader: a builder's function, an explorer's number, a prediction, a question and a rubric."""
    return _GRADER.replace("LAB_ID", lab)


_GRADER = '''"""TODO: what this lab judges, in a line.

A reference, two alternatives or more (right, written otherwise), four mutants or more (typical wrong answers, each with
the message for whoever thinks so), cases nobody has seen, and laws. Everything else is derived from them.
"""

from labkit.tasks import LabGrader, Text, case, laws

grader = LabGrader("LAB_ID")

# ---- builder -----------------------------------------------------------------------------------------------------

share = grader.function(
    "share",
    points=2,
    why=Text("TODO: why it matters at the bedside.", "TODO : pourquoi cela compte au lit du patient."),
    hints=[
        Text("TODO: a first step, without the answer.", "TODO : un premier pas, sans la réponse."),
        Text("TODO: the next step.", "TODO : le pas suivant."),
    ],
    laws=[laws.bounded(0, 1)],
)


@share.reference
def right(part, whole):
    return part / whole


@share.alternative
def by_hundreds(part, whole):
    return 100 * part / whole / 100


@share.alternative
def by_the_rest(part, whole):
    return 1 - (whole - part) / whole


@share.mutant("percentage", Text("TODO: that is a percentage.", "TODO : c'est un pourcentage."))
def in_percent(part, whole):
    return 100 * part / whole


@share.mutant("rest", Text("TODO: that is the share of the others.", "TODO : c'est la part des autres."))
def of_the_others(part, whole):
    return 1 - part / whole


@share.mutant("odds", Text("TODO: those are odds.", "TODO : c'est une cote."))
def as_odds(part, whole):
    return part / (whole - part)


@share.mutant("upside_down", Text("TODO: the other way up.", "TODO : c'est à l'envers."))
def upside_down(part, whole):
    return whole / part


@share.cases
def wards(rng):
    for _ in range(6):
        whole = int(rng.integers(20, 200))
        yield case(part=int(rng.integers(1, whole // 3)), whole=whole)


# ---- explorer ----------------------------------------------------------------------------------------------------

# At least twenty possible answers, since checking is unlimited. A mutant says which answers it explains.
percent = grader.value(
    "percent",
    points=2,
    domain=range(0, 101),
    why=Text("TODO: why it matters.", "TODO : pourquoi cela compte."),
    hints=[Text("TODO: where to look.", "TODO : où regarder."), Text("TODO: what to divide.", "TODO : que diviser.")],
)


@percent.reference
def three_in_twenty():
    return 15


@percent.alternative
def computed():
    return 100 * 3 // 20


@percent.alternative
def as_a_decimal():
    return 15.0


@percent.mutant("count", Text("TODO: that is a count.", "TODO : c'est un effectif."))
def the_count(answer):
    return answer == 3


@percent.mutant("rest", Text("TODO: that is the others' share.", "TODO : c'est la part des autres."))
def the_others(answer):
    return answer == 85


@percent.mutant("odds", Text("TODO: that is 3 over 17.", "TODO : c'est 3 sur 17."))
def three_over_seventeen(answer):
    return answer in (17, 18)


@percent.mutant("too_many", Text("TODO: more than half?", "TODO : plus de la moitié ?"))
def more_than_half(answer):
    return answer > 50


# ---- predicted, remembered, explained ---------------------------------------------------------------------------

grader.prediction(
    "first_guess",
    question=Text("TODO: which do you expect?", "TODO : à quoi vous attendez-vous ?"),
    choices={"a": Text("TODO: this", "TODO : ceci"), "b": Text("TODO: that", "TODO : cela")},
    right="a",
    comments={"a": Text("TODO: yes, since …", "TODO : oui, car …"), "b": Text("TODO: no, since …", "TODO : non, car …")},
)

grader.quiz(
    "from_earlier",
    question=Text("TODO: a question of an earlier lab.", "TODO : une question d'un TP précédent."),
    choices={"a": Text("TODO: this", "TODO : ceci"), "b": Text("TODO: that", "TODO : cela")},
    right="b",
    comments={"a": Text("TODO: no, since …", "TODO : non, car …"), "b": Text("TODO: yes, since …", "TODO : oui, car …")},
)

grader.explain(
    "explain",
    points=4,
    rubric=[
        (2, Text("TODO: says why, in whole patients.", "TODO : dit pourquoi, en patients entiers.")),
        (1, Text("TODO: says what it does to a patient.", "TODO : dit ce que cela fait à un patient.")),
        (1, Text("TODO: says who decides.", "TODO : dit qui décide.")),
    ],
)
'''
