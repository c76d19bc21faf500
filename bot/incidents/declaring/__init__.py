"""Declaring: what is asked, what it makes one think of, and how an incident begins."""
