"""The root-cause frameworks and what they are made from."""
