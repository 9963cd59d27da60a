"""Whom a lab is for, in words."""

_NAMES = {
    "nurse": ("nurses", "infirmières et infirmiers"),
    "physician": ("physicians", "médecins"),
    "clinician": ("clinicians", "cliniciens"),
    "pharmacist": ("pharmacists", "pharmaciens"),
    "paramedical": ("paramedical students", "étudiants paramédicaux"),
    "manager": ("managers", "gestionnaires"),
    "data_scientist": ("data scientists", "scientifiques des données"),
    "trainer": ("trainers", "formatrices et formateurs"),
    "pupil": ("secondary pupils", "élèves du secondaire"),
}


def audience_name(audience: str, language: str) -> str:
    """How an audience is called; an unknown one by its own id."""
    return _NAMES.get(audience, (audience.replace("_", " "),) * 2)[language == "fr"]
