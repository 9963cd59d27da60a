"""The instructor's page of a course folder, in their language."""

from collections.abc import Sequence

_EN = """# Your course

Run these here, with the environment that has labkit active (`source .venv/bin/activate`).

## Give a lab to learners

```
nbgrader generate_assignment {lab}      # release/{lab}: answers removed
nbgrader release_assignment {lab}       # on a hub or a shared disk: puts it in the exchange
```

Without a hub, hand out the folder `release/{lab}` as it is. Each lab is one assignment a way through it: `{lab}` (builder,
writes code) and, where there is one, `{lab}_explorer` (explorer, is given it). The other language's copy is in
`variants/`; a learner who has not begun types `labkit switch fr` in the lab's folder.

## Mark it

```
nbgrader collect {lab}                  # or put submissions in submitted/<learner>/{lab}/{lab}.ipynb
labkit grade {lab}                      # marks and feedback for everybody, then a table
labkit feedback {lab}                   # again, once the explain-it answers are marked
nbgrader export                         # all marks as CSV
```

The stock commands work as well: `nbgrader autograde {lab}`, `nbgrader generate_feedback {lab}`. Mark the explain-it answers in
Formgrader (JupyterLab, menu Nbgrader); its rubric is shown there, and learners never get it.

More time for one learner: `labkit extend {lab} LEARNER --days 2`. Marks are in `gradebook.db`: back it up together with `.labkit/`.

## What must not leave this folder

`source/` (the answers), `.labkit/course_secret` (the seed of the cases that mark) and `gradebook.db`. Nothing of them is in
`release/`. With the same secret, marks can be computed again and come out the same; keep it for as long as marks may be
disputed.

## Labs here

{labs}

`labkit course` run again on this folder brings newer labs and leaves alone what you have changed.
"""

_FR = """# Votre cours

À taper ici, avec l'environnement qui contient labkit activé (`source .venv/bin/activate`).

## Distribuer un TP

```
nbgrader generate_assignment {lab}      # release/{lab} : réponses retirées
nbgrader release_assignment {lab}       # sur un hub ou un disque partagé : le dépose dans l'espace d'échange
```

Sans hub, distribuez le dossier `release/{lab}` tel quel. Chaque TP donne un devoir par parcours : `{lab}` (parcours
constructeur : on écrit du code) et, s'il existe, `{lab}_explorer` (parcours explorateur : le code est fourni). La copie dans
l'autre langue se trouve dans `variants/` ; qui n'a pas encore commencé tape `labkit switch en` dans le dossier du TP.

## Corriger

```
nbgrader collect {lab}                  # ou déposez les copies dans submitted/<apprenant>/{lab}/{lab}.ipynb
labkit grade {lab}                      # notes et retours pour tout le groupe, puis un tableau
labkit feedback {lab}                   # de nouveau, une fois les explications écrites corrigées
nbgrader export                         # toutes les notes en CSV
```

Les commandes habituelles fonctionnent aussi : `nbgrader autograde {lab}`, `nbgrader generate_feedback {lab}`. Les explications
écrites se corrigent dans Formgrader (JupyterLab, menu Nbgrader) ; la grille y est affichée, et les apprenants ne la reçoivent
jamais.

Plus de temps pour quelqu'un : `labkit extend {lab} APPRENANT --days 2`. Les notes sont dans `gradebook.db` : sauvegardez-le avec
`.labkit/`.

## Ce qui ne doit pas sortir de ce dossier

`source/` (les réponses), `.labkit/course_secret` (la graine des cas qui servent à noter) et `gradebook.db`. Rien de cela ne se
trouve dans `release/`. Avec le même secret, les notes se recalculent à l'identique ; gardez-le aussi longtemps qu'une note
peut être contestée.

## TP de ce cours

{labs}

Relancer `labkit course` sur ce dossier apporte les TP plus récents et ne touche pas à ce que vous avez modifié.
"""


def readme(labs: Sequence[str], language: str) -> str:
    """Text of the course folder's ``README.md``."""
    listed = "\n".join(f"- `{lab}`" for lab in labs)
    return {"en": _EN, "fr": _FR}[language].format(lab=labs[0], labs=listed)
