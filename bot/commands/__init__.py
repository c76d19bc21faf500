"""The words that people type: grammar, parser, and one frozen value for each request."""
