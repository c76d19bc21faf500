"""Scripts that people act out in a workspace, and transcripts of channels."""
