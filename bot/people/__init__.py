"""Who is there, who comes, and who may do and see what."""
