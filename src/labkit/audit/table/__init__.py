"""The audit's table: intervals, differences, dispersion, small cells."""
