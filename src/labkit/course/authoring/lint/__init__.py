"""`labkit lint`: what must hold of every lab, in its source and in what learners get. One file a family of rules.

====================  ==========================================================================================
`lint.prose`          a French cell that is missing or stale, one H1, links that lead somewhere, lexicon terms
`lint.passport`       competencies and terms that are said somewhere, labs that come before or are asked about
`lint.law`             rows of the law that are known, and every one that the text cites
`lint.own_words`      the lab's own labels, lexicon entries and competencies: whole, and no two of one name
`lint.code`           the same code in both languages, network, language lines in pairs, TODOs
`lint.tasks`          checks, points, mutants, alternatives, hints, explanations, predictions against the grader
`lint.figures`        alt text and table
`lint.trained`        a cell whose numbers rest on a training says how far they may move
`lint.copies`         no answer, hidden case, author's mark or output in a release; graded cells equal; 45 cells
`lint.budget`         seconds, memory and network of a run (``--run``)
`lint.adequate`       a change of a right answer that the cases take for right (``--adequacy``)
`lint.whole`          what paths, academy and first questions name and no lab has (where all labs are linted)
====================  ==========================================================================================
"""

from labkit.course.authoring.lint.accept import accept
from labkit.course.authoring.lint.adequate import adequate
from labkit.course.authoring.lint.finding import Finding
from labkit.course.authoring.lint.run import findings, lint, lint_lab

__all__ = ["Finding", "accept", "adequate", "findings", "lint", "lint_lab"]
