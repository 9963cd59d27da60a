"""A made-up patient's note with many identifiers: names, dates, numbers, an address."""

NOTE = """Mme Jeanne DURAND, née le 12/03/1956, NIR 2 55 08 14 168 025 38, tél. 06 12 34 56 78, RAMQ DURJ 5653 1201.
Hospitalisée du 3 janvier 2024 au 10 janvier 2024. Mme Durand vit avec Jean Petit. j.durand@free.fr. IPP : 12345678
Jeanne Durand a une maladie de Parkinson. Signé : Dr J. Durand"""
