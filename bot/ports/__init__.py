"""What storage must offer."""
