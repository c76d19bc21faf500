"""What people type: the verb table, the parser, and one frozen value for each request."""
