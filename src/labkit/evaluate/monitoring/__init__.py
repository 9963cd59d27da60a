"""After go-live: drift, control charts, alarms."""
