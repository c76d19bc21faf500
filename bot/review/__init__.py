"""The post-incident review: what people write, answer, accept and approve."""
