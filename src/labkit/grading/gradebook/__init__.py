"""What is kept: marks in nbgrader's gradebook, a record a submission."""
