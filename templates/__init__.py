"""The words: a package for each capability, with every sentence that people read of it."""
