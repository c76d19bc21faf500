"""The analysis of one incident: severity, timeline and phases. Pure functions, independent of Slack.

`model` has the shared types; the parts only depend on each other through it.
"""
