"""Tasks for now, action items for afterwards."""
