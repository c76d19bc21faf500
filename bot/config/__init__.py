"""The environment and the policy file."""
