"""The datathon: teams hand in models, hospitals they have not seen judge them, intervals say who can be told apart."""
