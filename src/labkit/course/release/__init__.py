"""What leaves the course: the learner's copy of a lab, the copies in a wheel, the instructor's folder."""

from labkit.course.release.course_folder import make_course
from labkit.course.release.release import Release, learner_copy, plain_source, release, release_many, solved

__all__ = [
    "Release",
    "learner_copy",
    "make_course",
    "plain_source",
    "release",
    "release_many",
    "solved",
]
