"""Words and phrases that responders use, and the phases they suggest."""
