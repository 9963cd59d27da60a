"""The public surface, as an editor and a type checker read it; `lazy_loader` reads it too, so that it is written once."""

from .capacity import (
    defer_within_capacity as defer_within_capacity,
)
from .capacity import (
    deferral_by_group as deferral_by_group,
)
from .card import model_card as model_card
from .conformal import (
    conformal_sets as conformal_sets,
)
from .conformal import (
    coverage_by_group as coverage_by_group,
)
from .coverage_display import CoverageDisplay as CoverageDisplay
from .home_alarms import (
    AnsweredAlarms as AnsweredAlarms,
)
from .home_alarms import (
    answer_alarms as answer_alarms,
)
from .home_alarms_display import AlarmLoadDisplay as AlarmLoadDisplay
from .override_log import (
    OVERRIDE_FIELDS as OVERRIDE_FIELDS,
)
from .override_log import (
    override_schema as override_schema,
)
from .override_log import (
    override_summary as override_summary,
)
from .override_log import (
    read_override_log as read_override_log,
)
from .override_log import (
    validate_override_log as validate_override_log,
)
from .reject_option import (
    RejectOptionClassifier as RejectOptionClassifier,
)
from .reject_option import (
    decision_costs as decision_costs,
)
from .report import Report as Report
from .report_numbers import (
    check_numbers as check_numbers,
)
from .report_numbers import (
    performance_numbers as performance_numbers,
)
from .risk_coverage_display import RiskCoverageDisplay as RiskCoverageDisplay
from .selective import (
    area_under_risk_coverage as area_under_risk_coverage,
)
from .selective import (
    risk_coverage_curve as risk_coverage_curve,
)
from .stop_rule import (
    StopDecision as StopDecision,
)
from .stop_rule import (
    StopRule as StopRule,
)
from .tripod import tripod_ai_report as tripod_ai_report
from .tripod_items import TRIPOD_ITEMS as TRIPOD_ITEMS
