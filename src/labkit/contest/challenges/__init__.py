"""Challenges between learners: one plants a bias, another audits; what was planted judges. Catches are ranked, persons are not."""
