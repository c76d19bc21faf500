"""The content of the workspace, and its rules."""
