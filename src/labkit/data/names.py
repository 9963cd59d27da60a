"""Names for invented patients, and the slips with which a second chart is opened.

Family and given names are common ones of France and Quebec, paired at random; postal areas stand for no place:
France has no department 99 and no Canadian code begins with the letter D.
"""

import numpy as np


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FAMILY = _words(
    "Tremblay Gagnon Roy Côté Bouchard Gauthier Morin Lavoie Fortin Gagné Ouellet Pelletier Bélanger Lévesque "
    "Bergeron Leblanc Paquette Girard Simard Boucher Caron Beaulieu Cloutier Dubé Poirier Fournier Lapointe Leclerc "
    "Lefebvre Poulin Thibault Nadeau Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon "
    "Laurent Michel Garcia David Bertrand Roux Vincent Fontaine Mercier Faure Blanc Guérin Müller Nguyen Benali "
    "Haddad Traoré Diallo Kone Smith Brown Campbell MacDonald Wilson Taylor Singh Patel Cohen Rossi Silva "
    "Saint-Pierre Le-Goff Dufour-Lambert"
)
GIVEN = {
    "F": _words(
        "Marie Jeanne Louise Françoise Monique Nathalie Sylvie Isabelle Chantal Hélène Thérèse Geneviève Élise Zoé "
        "Camille Léa Chloé Émilie Mélanie Aïcha Fatima Aminata Linh Sarah Emily Margaret Anne-Marie Marie-Ève Noémie "
        "Rosalie Agnès Odile Céline Lucie Inès Joëlle"
    ),
    "M": _words(
        "Jean Pierre Michel André Jacques Claude Gérard René Étienne François Frédéric Jérôme Rémi Benoît Éric Loïc "
        "Noël Gaël Mathéo Hugo Léo Mohamed Karim Ibrahima Minh James William Robert Jean-Claude Marc-André Gaétan "
        "Sylvain Yves Théo Raphaël Clément"
    ),
}
_UNACCENTED = str.maketrans("àâäçéèêëîïôöùûüÉÈÊÀÇ", "aaaceeeeiioouuuEEEAC")


def mistype(name: str, rng: np.random.Generator) -> str:
    """A second clerk's spelling: no accents, no hyphen, two letters swapped, one doubled or one left out."""
    place = int(rng.integers(1, max(2, len(name) - 1)))
    slips = (
        name.translate(_UNACCENTED),
        name.replace("-", " "),
        name[:place] + name[place : place + 2][::-1] + name[place + 2 :],
        name[:place] + name[place] + name[place:],
        name[:place] + name[place + 1 :],
    )
    changed = [slip for slip in slips if slip != name]
    return changed[int(rng.integers(len(changed)))] if changed else name


def postal_area(country: str, number: int) -> str:
    """An area code, in a country's manner, that stands for no place."""
    if country == "FR":
        return f"990{number:02d}"
    return f"D{number % 10}{'ABCEGHJKLMNPRSTVXY'[number // 10]}"
