"""Explanations shared out among several people, some of them marked twice and blind, and how far two people agree."""
