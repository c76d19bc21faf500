"""The words of roles, command and its handover."""
