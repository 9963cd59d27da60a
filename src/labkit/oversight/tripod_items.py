"""The items of TRIPOD+AI, as data: numbers, fields, short titles.

Collins et al., BMJ 2024;385:e078378. The titles are labkit's short words for the items; the statement and its
explanation are the reference (tripod-statement.org).
"""

from __future__ import annotations

from dataclasses import dataclass

from labkit.language import catalogue

_ = catalogue("oversight")


@dataclass(frozen=True)
class TripodItem:
    """One item: its number in TRIPOD+AI, the field that an author fills, and whether data give part of it."""

    number: str
    field: str
    computed: bool = False


TRIPOD_ITEMS = (
    TripodItem("1", "title"),
    TripodItem("2", "abstract"),
    TripodItem("3a", "healthcare_context"),
    TripodItem("3b", "target_population"),
    TripodItem("3c", "health_inequalities"),
    TripodItem("4", "objectives"),
    TripodItem("5a", "data_sources"),
    TripodItem("5b", "dates"),
    TripodItem("6a", "setting"),
    TripodItem("6b", "eligibility"),
    TripodItem("6c", "treatments"),
    TripodItem("7", "data_preparation"),
    TripodItem("8a", "outcome"),
    TripodItem("8b", "outcome_assessors"),
    TripodItem("8c", "outcome_blinding"),
    TripodItem("9a", "predictor_choice"),
    TripodItem("9b", "predictors"),
    TripodItem("9c", "predictor_assessors"),
    TripodItem("10", "sample_size"),
    TripodItem("11", "missing_data", True),
    TripodItem("12a", "data_use"),
    TripodItem("12b", "predictor_handling"),
    TripodItem("12c", "model_type"),
    TripodItem("12d", "heterogeneity_methods"),
    TripodItem("12e", "performance_measures", True),
    TripodItem("12f", "model_updating_methods"),
    TripodItem("12g", "prediction_calculation"),
    TripodItem("13", "class_imbalance"),
    TripodItem("14", "fairness_methods"),
    TripodItem("15", "model_output", True),
    TripodItem("16", "training_versus_evaluation"),
    TripodItem("17", "ethical_approval"),
    TripodItem("18a", "funding"),
    TripodItem("18b", "conflicts_of_interest"),
    TripodItem("18c", "protocol"),
    TripodItem("18d", "registration"),
    TripodItem("18e", "data_sharing"),
    TripodItem("18f", "code_sharing"),
    TripodItem("19", "patient_involvement"),
    TripodItem("20a", "participant_flow", True),
    TripodItem("20b", "participant_characteristics", True),
    TripodItem("20c", "participant_comparison"),
    TripodItem("21", "model_development"),
    TripodItem("22", "model_specification"),
    TripodItem("23a", "performance", True),
    TripodItem("23b", "heterogeneity", True),
    TripodItem("24", "model_updating"),
    TripodItem("25", "interpretation"),
    TripodItem("26", "limitations"),
    TripodItem("27a", "poor_input_data"),
    TripodItem("27b", "user_interaction"),
    TripodItem("27c", "next_steps"),
)


def item_titles() -> dict[str, str]:
    """Field of each item -> its short title in the language in force."""
    return {
        "title": _("Title"),
        "abstract": _("Abstract"),
        "healthcare_context": _("Healthcare context and rationale"),
        "target_population": _("Target population, purpose, users"),
        "health_inequalities": _("Known health inequalities"),
        "objectives": _("Objectives: development, evaluation or both"),
        "data_sources": _("Sources of data"),
        "dates": _("Dates of data"),
        "setting": _("Setting and centres"),
        "eligibility": _("Eligibility"),
        "treatments": _("Treatments received"),
        "data_preparation": _("Data preparation"),
        "outcome": _("Outcome and its time horizon"),
        "outcome_assessors": _("Who assessed the outcome"),
        "outcome_blinding": _("Blinding of the outcome"),
        "predictor_choice": _("Choice of initial predictors"),
        "predictors": _("Predictors and how they were measured"),
        "predictor_assessors": _("Who assessed the predictors"),
        "sample_size": _("Sample size"),
        "missing_data": _("Missing data"),
        "data_use": _("How the data were used"),
        "predictor_handling": _("How predictors were handled"),
        "model_type": _("Type of model and its building"),
        "heterogeneity_methods": _("Heterogeneity across clusters: methods"),
        "performance_measures": _("Measures of performance"),
        "model_updating_methods": _("Model updating: methods"),
        "prediction_calculation": _("How predictions were calculated"),
        "class_imbalance": _("Class imbalance"),
        "fairness_methods": _("Fairness: methods"),
        "model_output": _("Output of the model and threshold"),
        "training_versus_evaluation": _("Differences between training and evaluation data"),
        "ethical_approval": _("Ethical approval"),
        "funding": _("Funding"),
        "conflicts_of_interest": _("Conflicts of interest"),
        "protocol": _("Protocol"),
        "registration": _("Registration"),
        "data_sharing": _("Sharing of data"),
        "code_sharing": _("Sharing of code"),
        "patient_involvement": _("Involvement of patients and the public"),
        "participant_flow": _("Flow of participants"),
        "participant_characteristics": _("Characteristics of participants"),
        "participant_comparison": _("Comparison with the development data"),
        "model_development": _("Participants and events in each analysis"),
        "model_specification": _("Full specification of the model"),
        "performance": _("Performance with intervals, overall and by group"),
        "heterogeneity": _("Heterogeneity of performance across clusters"),
        "model_updating": _("Model updating: results"),
        "interpretation": _("Interpretation, with fairness"),
        "limitations": _("Limitations"),
        "poor_input_data": _("Handling of poor or missing inputs in use"),
        "user_interaction": _("Interaction with the user and expertise needed"),
        "next_steps": _("Next steps and generalisability"),
    }
