"""The open questions of a review, and where their answers are saved."""
