"""Socket Mode: events, envelopes, the wire, and faults."""
