"""What a review asks: which questions are open, how they are answered, and where an answer belongs."""
