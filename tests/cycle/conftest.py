"""The cycle's tests use the grading room's sample lab and its course folder."""

from tests.grading.conftest import (  # noqa: F401
    course,
    grade,
    gradebook,
    hand_in,
    made_course,
    release,
    sample_content,
    submission,
    template,
)
