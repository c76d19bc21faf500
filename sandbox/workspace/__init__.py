"""What is in the workspace, and its rules."""
