"""What stands in a learner's copy where the answer was."""

CODE = {
    "en": "# YOUR CODE HERE\nraise NotImplementedError()",
    "fr": "# VOTRE CODE ICI\nraise NotImplementedError()",
}

# A cell that is graded must be the same, byte for byte, in every language: the stub of a written answer is neutral.
TEXT = "YOUR ANSWER HERE / VOTRE RÉPONSE ICI"
