"""A small lab with every convention in it: pairs, language lines, both paths, a check, an explanation, a figure."""
