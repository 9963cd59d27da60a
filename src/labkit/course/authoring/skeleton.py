"""What `labkit new` writes: every part of a lab in its order, each with a TODO that says what belongs there."""

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook

from labkit.course.authoring.skeleton_task import answer, code, marks, prose, task_cells, task_grader


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


def _cells(lab: str) -> list[NotebookNode]:
    explain = new_markdown_cell("TODO: the answer you would write yourself, for the marker.", id="explain")
    explain.metadata["nbgrader"] = {**marks("explain", grade=True, solution=True), "points": 4}
    return [
        *prose(
            "passport",
            "# A new lab\n\nTODO: the title, above and in the notebook's metadata (title, minutes, prerequisites, audiences, "
            "competencies).\n\n**What you will be able to do.** TODO: three things, each a verb.\n\n| Passport | This lab |\n|---|---|\n"
            "| Time | about 40 minutes (explorer) or 50 (builder) |\n| Before this | TODO |\n| For | TODO |\n"
            "| Data | TODO: where they come from, and what they must not be used for |\n"
            "| Reviewers | clinical: not yet reviewed · French: not yet reviewed |\n\n"
            'Run each cell with Shift + Enter. Where you see `...`, it is your turn. Stuck? `lab.hint("task")` gives one step at a time.',
            "# Un nouveau TP\n\nTODO : le titre.\n\n**Ce que vous saurez faire.** TODO : trois choses, chacune un verbe.\n\n"
            "| Passeport | Ce TP |\n|---|---|\n| Durée | environ 40 minutes (parcours explorateur) ou 50 (parcours constructeur) |\n"
            "| Avant ce TP | TODO |\n| Pour | TODO |\n"
            "| Données | TODO : leur origine, et ce à quoi elles ne doivent pas servir |\n"
            "| Relecture | clinique : pas encore relu · français : pas encore relu |\n\n"
            "Exécutez chaque cellule avec Maj + Entrée. Là où vous voyez `...`, c'est à vous. Besoin d'aide ? `lab.hint(\"tâche\")` donne un "
            "pas à la fois.",
        ),
        code("setup", f'from labkit import Lab\n\nlab = Lab("{lab}")'),
        *prose(
            "case",
            "## The case\n\nTODO: a patient or a ward, a decision to make tonight, and who asks.",
            "## Le cas\n\nTODO : un patient ou un service, une décision à prendre ce soir, et qui la demande.",
        ),
        *prose(
            "predict",
            "## Before you look: a prediction\n\nPut your letter and how sure you are (in %) in place of the dots. No mark.",
            "## Avant de regarder : une prédiction\n\nMettez votre lettre et votre degré de certitude (en %) à la place des "
            "points. Sans note.",
        ),
        answer(
            "prediction",
            'my_choice = (\n    ### BEGIN SOLUTION\n    "a"\n    ### END SOLUTION\n)\nmy_confidence = (\n'
            "    ### BEGIN SOLUTION\n    70\n    ### END SOLUTION\n)\n"
            'lab.predict("first_guess", my_choice, my_confidence)',
        ),
        *prose(
            "worked",
            "## A worked example\n\nTODO: the idea on a few whole patients, before any formula.",
            "## Un exemple résolu\n\nTODO : l'idée sur quelques patients entiers, avant toute formule.",
        ),
        code(
            "worked-code",
            "# en: TODO: the example\n# fr: TODO : l'exemple\nsick, all_patients = 3, 20\nsick / all_patients",
        ),
        *prose(
            "blanks",
            "## The same, with blanks\n\nTODO: another ward, the same steps. Put your number in place of the dots.",
            "## Le même, à trous\n\nTODO : un autre service, les mêmes étapes. Mettez votre nombre à la place des points.",
        ),
        answer(
            "blanks",
            "share_here = (\n    ### BEGIN SOLUTION\n    2 / 40\n    ### END SOLUTION\n)\nshare_here",
        ),
        *prose(
            "surprise",
            "## The surprise\n\nTODO: the one number nobody expects, then why, and what it does to a patient.",
            "## La surprise\n\nTODO : le nombre que personne n'attend, puis pourquoi, et ce qu'il fait à un patient.",
        ),
        code("reveal", 'lab.reveal("first_guess")'),
        *task_cells("share", "builder", 1),
        *task_cells("percent", "explorer", 1),
        *prose(
            "explain-prompt",
            "## Explain it\n\nTODO: who asks, what they believe, how long the answer may be. A person marks this.",
            "## Expliquez-le\n\nTODO : qui demande, ce qu'il croit, la longueur de la réponse. Une personne corrige.",
        ),
        explain,
        *prose(
            "quiz",
            "## Two questions from earlier labs\n\nNo marks: remembering is what makes it stay.",
            "## Deux questions des TP précédents\n\nSans note : c'est se souvenir qui fixe.",
        ),
        answer(
            "question",
            'earlier = (\n    ### BEGIN SOLUTION\n    "b"\n    ### END SOLUTION\n)\nlab.quiz("from_earlier", earlier)',
        ),
        answer(
            "question-two",
            'before_that = (\n    ### BEGIN SOLUTION\n    "a"\n    ### END SOLUTION\n)\nlab.quiz("from_before_that", before_that)',
        ),
        *prose(
            "guarantee",
            "## The human-guarantee card\n\n| Question | For this tool |\n|---|---|\n| Who is **told**? | TODO |\n"
            "| Who can **override**? | TODO |\n| What is **logged**? | TODO |\n| When do we **stop**? | TODO |",
            "## La fiche de garantie humaine\n\n| Question | Pour cet outil |\n|---|---|\n| Qui est **informé** ? | TODO |\n"
            "| Qui peut **passer outre** ? | TODO |\n| Que **consigne**-t-on ? | TODO |\n| Quand **arrête**-t-on ? | TODO |",
        ),
        *prose(
            "exit",
            "## Exit ticket\n\nTODO: one sentence to finish. Words to keep, each in the lexicon: **threshold**.\n\n"
            "**Sources.** TODO",
            "## Billet de sortie\n\nTODO : une phrase à finir. Mots à garder, chacun dans le lexique : **seuil**.\n\n"
            "**Sources.** TODO",
        ),
        code("progress", "lab.progress()"),
    ]


def skeleton_grader(lab: str) -> dict[str, str]:
    """The grader's files: a builder's function, an explorer's number, a prediction, two questions and a rubric."""
    return {
        "__init__.py": _PACKAGE.replace("LAB_ID", lab),
        "lab.toml": _LAB,
        "questions.toml": _QUESTIONS,
        "share.py": task_grader("share", "builder"),
        "percent.py": task_grader("percent", "explorer"),
    }


_PACKAGE = '''"""Lab LAB_ID: one task a file.

A reference, two alternatives or more (right, written otherwise), four mutants or more (typical wrong answers, each with
the message for whoever thinks so), cases nobody has seen, and laws. Everything else is derived from them.
"""

from labkit.tasks import lab_grader

grader = lab_grader(__name__)
'''

_LAB = """# TODO: two questions about earlier labs, as "m1_tokens/budget": their questions.toml has them.
asks = ["from_earlier", "from_before_that"]

[tasks]
builder = [
    "share",
]
explorer = [
    "percent",
]

[[rubric.explain]]
points = 2
en = "TODO: says why, in whole patients."
fr = "TODO : dit pourquoi, en patients entiers."

[[rubric.explain]]
points = 1
en = "TODO: says what it does to a patient."
fr = "TODO : dit ce que cela fait à un patient."

[[rubric.explain]]
points = 1
en = "TODO: says who decides."
fr = "TODO : dit qui décide."

[predictions.first_guess]
right = "a"
en = "TODO: which do you expect?"
fr = "TODO : à quoi vous attendez-vous ?"

[predictions.first_guess.choices.a]
en = "TODO: this"
fr = "TODO : ceci"
comment.en = "TODO: yes, since …"
comment.fr = "TODO : oui, car …"

[predictions.first_guess.choices.b]
en = "TODO: that"
fr = "TODO : cela"
comment.en = "TODO: no, since …"
comment.fr = "TODO : non, car …"
"""

_QUESTIONS = """# Questions about this lab that later labs may ask.

[from_earlier]
right = "b"
en = "TODO: a question of an earlier lab."
fr = "TODO : une question d'un TP précédent."

[from_earlier.choices.a]
en = "TODO: this"
fr = "TODO : ceci"
comment.en = "TODO: no, since …"
comment.fr = "TODO : non, car …"

[from_earlier.choices.b]
en = "TODO: that"
fr = "TODO : cela"
comment.en = "TODO: yes, since …"
comment.fr = "TODO : oui, car …"

[from_before_that]
right = "a"
en = "TODO: a question of an earlier lab."
fr = "TODO : une question d'un TP précédent."

[from_before_that.choices.a]
en = "TODO: this"
fr = "TODO : ceci"
comment.en = "TODO: yes, since …"
comment.fr = "TODO : oui, car …"

[from_before_that.choices.b]
en = "TODO: that"
fr = "TODO : cela"
comment.en = "TODO: no, since …"
comment.fr = "TODO : non, car …"
"""
