"""The public surface, as an editor and a type checker read it; `lazy_loader` reads it too, so that it is written once."""

from .counterfactual.display import CounterfactualDisplay as CounterfactualDisplay
from .counterfactual.flips import (
    CounterfactualTest as CounterfactualTest,
)
from .counterfactual.flips import (
    counterfactual_test as counterfactual_test,
)
from .counterfactual.flips import (
    paired_flips as paired_flips,
)
from .counts.bootstrap import (
    GroupBootstrap as GroupBootstrap,
)
from .counts.bootstrap import (
    bootstrap_metrics as bootstrap_metrics,
)
from .counts.cells import (
    Cells as Cells,
)
from .counts.cells import (
    count_cells as count_cells,
)
from .counts.groups import (
    Groups as Groups,
)
from .counts.groups import (
    encode_groups as encode_groups,
)
from .counts.metrics import DEFINITIONS as DEFINITIONS
from .counts.wide import group_metrics as group_metrics
from .missingness.audit import (
    missingness_audit as missingness_audit,
)
from .missingness.audit import (
    missingness_by_group as missingness_by_group,
)
from .missingness.display import MissingnessDisplay as MissingnessDisplay
from .mitigation.comparison import (
    compare_mitigations as compare_mitigations,
)
from .mitigation.comparison import (
    reweighing_weights as reweighing_weights,
)
from .mitigation.display import MitigationDisplay as MitigationDisplay
from .planning.sample_size import (
    detectable_gap as detectable_gap,
)
from .planning.sample_size import (
    power_for_gap as power_for_gap,
)
from .planning.sample_size import (
    sample_size_for_gap as sample_size_for_gap,
)
from .scores.auc import auc_by_group as auc_by_group
from .scores.auc_display import AucByGroupDisplay as AucByGroupDisplay
from .scores.calibration import (
    calibration_by_group as calibration_by_group,
)
from .scores.calibration import (
    reliability_by_group as reliability_by_group,
)
from .scores.calibration_display import CalibrationByGroupDisplay as CalibrationByGroupDisplay
from .scores.thresholds import threshold_sweep as threshold_sweep
from .scores.thresholds_display import ThresholdSweepDisplay as ThresholdSweepDisplay
from .subgroups.display import SubgroupsDisplay as SubgroupsDisplay
from .subgroups.search import (
    search_subgroups as search_subgroups,
)
from .subgroups.search import (
    subgroup_labels as subgroup_labels,
)
from .table.comparisons import (
    adjust_p_values as adjust_p_values,
)
from .table.comparisons import (
    difference_p_value as difference_p_value,
)
from .table.display import GroupMetricsDisplay as GroupMetricsDisplay
from .table.rows import (
    COLUMNS as COLUMNS,
)
from .table.rows import (
    group_table as group_table,
)
from .table.spread import dispersion as dispersion
from .table.suppression import suppress_small_cells as suppress_small_cells
from .truths.against_both import label_bias as label_bias
from .truths.display import LabelBiasDisplay as LabelBiasDisplay
