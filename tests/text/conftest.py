"""Small texts shared by the text room's tests, and the hypothesis profile that keeps them quick."""

import os

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

settings.register_profile(
    "text", max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("text")


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
