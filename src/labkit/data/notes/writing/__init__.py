"""A plan put into words: by an author, in a language, with its gold spans."""
