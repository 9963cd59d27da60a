"""What stands in a learner's copy where the answer was."""

# It does nothing instead of raising: a copy just opened can be run from top to bottom without an error in sight, and
# `labkit.tasks.answers.kind_of` tells a function that is still only this from one that was written.
CODE = {
    "en": "# YOUR ANSWER HERE\n...",
    "fr": "# VOTRE RÉPONSE ICI\n...",
}

# A cell that is graded must be the same, byte for byte, in every language: the stub of a written answer is neutral.
TEXT = "YOUR ANSWER HERE / VOTRE RÉPONSE ICI"
