"""The public surface, as an editor and a type checker read it; `lazy_loader` reads it too, so that it is written once."""

from .agreement.display import AgreementDisplay as AgreementDisplay
from .agreement.raters import (
    cohen_kappa as cohen_kappa,
)
from .agreement.raters import (
    krippendorff_alpha as krippendorff_alpha,
)
from .calibration.display import CalibrationDisplay as CalibrationDisplay
from .calibration.measures import (
    BrierDecomposition as BrierDecomposition,
)
from .calibration.measures import (
    brier_decomposition as brier_decomposition,
)
from .calibration.measures import (
    brier_score as brier_score,
)
from .calibration.measures import (
    expected_calibration_error as expected_calibration_error,
)
from .calibration.measures import (
    observed_expected as observed_expected,
)
from .calibration.measures import (
    squared_calibration_error as squared_calibration_error,
)
from .calibration.table import (
    calibration_table as calibration_table,
)
from .comparison.changes import (
    difference_in_differences as difference_in_differences,
)
from .comparison.cohorts import (
    TemporalSplit as TemporalSplit,
)
from .comparison.cohorts import (
    validation_by_cohort as validation_by_cohort,
)
from .comparison.effects_display import EffectsDisplay as EffectsDisplay
from .comparison.errors_display import ErrorsByKindDisplay as ErrorsByKindDisplay
from .comparison.forest_display import (
    CohortDisplay as CohortDisplay,
)
from .comparison.forest_display import (
    ComparisonDisplay as ComparisonDisplay,
)
from .comparison.models import compare_models as compare_models
from .costs.display import CostPlaneDisplay as CostPlaneDisplay
from .costs.incremental import (
    IncrementalCost as IncrementalCost,
)
from .costs.incremental import (
    incremental_cost as incremental_cost,
)
from .decision.benefit import (
    decision_curve as decision_curve,
)
from .decision.benefit import (
    net_benefit as net_benefit,
)
from .decision.benefit import (
    threshold_from_harms as threshold_from_harms,
)
from .decision.display import DecisionCurveDisplay as DecisionCurveDisplay
from .discrimination.auc import (
    auc as auc,
)
from .discrimination.auc import (
    auc_difference as auc_difference,
)
from .discrimination.auc import (
    auc_interval as auc_interval,
)
from .discrimination.display import RocDisplay as RocDisplay
from .epidemics.display import NowcastDisplay as NowcastDisplay
from .epidemics.interval_score import (
    interval_score as interval_score,
)
from .epidemics.interval_score import (
    weighted_interval_score as weighted_interval_score,
)
from .epidemics.nowcast import nowcast as nowcast
from .epidemics.triangle import (
    report_triangle as report_triangle,
)
from .epidemics.triangle import (
    share_reported as share_reported,
)
from .inputs.joining import join_outcomes as join_outcomes
from .intervals.bootstrap import bootstrap_interval as bootstrap_interval
from .intervals.estimate import Estimate as Estimate
from .intervals.proportions import (
    newcombe_difference as newcombe_difference,
)
from .intervals.proportions import (
    newcombe_paired_difference as newcombe_paired_difference,
)
from .intervals.proportions import (
    wilson_interval as wilson_interval,
)
from .items.display import (
    DifficultyDisplay as DifficultyDisplay,
)
from .items.display import (
    DiscriminationDisplay as DiscriminationDisplay,
)
from .items.table import item_table as item_table
from .leakage.display import LeakageDisplay as LeakageDisplay
from .leakage.features import (
    single_feature_auc as single_feature_auc,
)
from .leakage.features import (
    target_derived as target_derived,
)
from .leakage.report import (
    leakage_report as leakage_report,
)
from .leakage.split import (
    duplicate_rows as duplicate_rows,
)
from .leakage.split import (
    shared_patients as shared_patients,
)
from .leakage.timing import (
    features_after_outcome as features_after_outcome,
)
from .monitoring.alarms import (
    AlarmPolicy as AlarmPolicy,
)
from .monitoring.alarms import (
    alarm_policy as alarm_policy,
)
from .monitoring.charts import (
    control_chart as control_chart,
)
from .monitoring.charts import (
    risk_adjusted_cusum as risk_adjusted_cusum,
)
from .monitoring.display import (
    ControlChartDisplay as ControlChartDisplay,
)
from .monitoring.display import (
    DriftDisplay as DriftDisplay,
)
from .monitoring.drift import (
    StabilityIndex as StabilityIndex,
)
from .monitoring.drift import (
    drift_report as drift_report,
)
from .monitoring.drift import (
    population_stability_index as population_stability_index,
)
from .prevalence.bayes import (
    PredictiveValues as PredictiveValues,
)
from .prevalence.bayes import (
    estimate_prevalence as estimate_prevalence,
)
from .prevalence.bayes import (
    predictive_values as predictive_values,
)
from .prevalence.bayes import (
    shift_prevalence as shift_prevalence,
)
from .prevalence.display import PredictiveValuesDisplay as PredictiveValuesDisplay
from .recalibration.intercept_and_slope import (
    Recalibration as Recalibration,
)
from .recalibration.intercept_and_slope import (
    calibration_in_the_large as calibration_in_the_large,
)
from .recalibration.intercept_and_slope import (
    calibration_summary as calibration_summary,
)
from .recalibration.intercept_and_slope import (
    logit as logit,
)
from .recalibration.intercept_and_slope import (
    recalibrate as recalibrate,
)
from .recalibration.updating import UpdatedClassifier as UpdatedClassifier
