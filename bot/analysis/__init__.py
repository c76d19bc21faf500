"""The analysis of one incident: how bad it is, how it went, what is to be learnt. Pure, and without Slack.

`model` holds what the parts hand on; each part has its own modules and knows the others by `model` only.
"""
