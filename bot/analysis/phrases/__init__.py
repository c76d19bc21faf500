"""Words and phrases of responders, and what they hint at."""
