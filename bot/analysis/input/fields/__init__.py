"""One incident in our own fields becomes a Case: which names a field has, and what each is read into."""
