"""An epidemic read while it runs: what the register does not have yet, and how a forecast is scored."""
