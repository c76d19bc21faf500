"""The words of the review: its message, forms, questions, lines and list."""
