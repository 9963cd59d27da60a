"""Small texts shared by the text room's tests."""

import os

import pytest

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


@pytest.fixture(scope="session")
def letters() -> dict[str, str]:
    """The same letter twice, in English and in French."""
    return {
        "en": (
            "Dear colleague, your patient, aged 67, was admitted for pneumonia with fever and cough. "
            "No pleural effusion, no pulmonary embolism. She received amoxicillin for seven days. "
            "Conclusion: right lower lobe pneumonia, favourable outcome, discharged home."
        ),
        "fr": (
            "Cher confrère, votre patiente, âgée de 67 ans, a été hospitalisée pour une pneumonie avec "
            "fièvre "
            "et toux. Pas d'épanchement pleural, pas d'embolie pulmonaire. Elle a reçu de l'amoxicilline "
            "pendant sept jours. "
            "Conclusion : pneumonie du lobe inférieur droit, évolution favorable, retour à domicile."
        ),
    }
