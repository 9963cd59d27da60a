"""Readers for the data people bring: every problem of a file at once, with its row, its column and what to
do.
"""
