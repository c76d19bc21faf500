"""Editing the sections of a review, in forms and in the canvas."""
