"""The analysis as documents: the classification, and the timeline as it was read."""
