"""What a team hands in, a notebook or the form without code, and how it is asked about a hospital's stays."""
