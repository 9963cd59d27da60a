"""One kernel at work, seen from outside: cells, questions, answers."""
