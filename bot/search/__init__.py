"""Search through what people wrote."""
