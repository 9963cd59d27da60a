"""A small lab with every convention in it: pairs, language lines, both pathways, a check, an explanation, a figure."""
