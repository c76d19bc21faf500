"""Search in everything that people wrote."""
