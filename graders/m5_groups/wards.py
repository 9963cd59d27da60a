"""Names of groups and wards drawn for the builder's cases."""

GROUP_TABLES = [
    "labkit.audit.group_table",
    "labkit.audit.group_metrics",
    "labkit.audit.count_cells",
    "fairlearn.metrics.MetricFrame",
    "fairlearn.metrics.false_negative_rate",
]
NAMES = [
    "women",
    "men",
    "over_65",
    "other_language",
    "remote",
    "night",
    "day_surgery",
    "first_stay",
    "referred",
]
