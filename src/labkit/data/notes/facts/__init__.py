"""The facts of a patient and of a stay, drawn before any word is chosen."""
