"""What is said of the configuration."""
