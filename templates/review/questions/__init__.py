"""The questions that a review asks, in words."""
