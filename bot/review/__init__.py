"""The post-incident review: what people write, answer and approve."""
