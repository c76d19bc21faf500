"""The words: one package per capability, with every sentence people read."""
