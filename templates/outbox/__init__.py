"""The words of the delivery."""
