"""Chapters of the WHO's ICD-10, first and last three-character category, as the notebook prints them (XXI: Z00 to Z99)."""

# WHO, ICD-10 version 2019, list of chapters. A chapter is no letter: D48 and D50 are two chapters, H59 and H60 too.
CHAPTERS = [
    ("A00", "B99"),
    ("C00", "D48"),
    ("D50", "D89"),
    ("E00", "E90"),
    ("F00", "F99"),
    ("G00", "G99"),
    ("H00", "H59"),
    ("H60", "H95"),
    ("I00", "I99"),
    ("J00", "J99"),
    ("K00", "K93"),
    ("L00", "L99"),
    ("M00", "M99"),
    ("N00", "N99"),
    ("O00", "O99"),
    ("R00", "R99"),
    ("S00", "T98"),
    ("Z00", "Z99"),
]
