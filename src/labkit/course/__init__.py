"""The course as a whole: where its labs lie, how one source becomes each learner's copy, and what must hold of them.

Read in this order, each room knowing only those above it:

`source`     a lab's notebook, checked; one language and one pathway of it; what the course says of it at a glance
`release`    the learner's copy, the wheel's, the instructor's folder
`learner`    `labkit start`, `reset`, `switch` and `doctor`: the folder a learner keeps
`teaching`   the catalogue, the trainer's page, what the labs cost
`authoring`  `labkit new`, `solve` and `lint`, and the French catalogues of what the code says
"""
