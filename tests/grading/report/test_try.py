import shutil

from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.grading.report.page import write_reports
from tests.grading.grading_sample import LAB


def test_it(taught):
    print(write_reports(CourseSettings.load(taught), LAB))
    shutil.rmtree("/tmp/rep_try", ignore_errors=True)
    shutil.copytree(taught, "/tmp/rep_try")
