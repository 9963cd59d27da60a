"""Learners who ask for a mark to be looked at again, and what they were answered."""
