"""The words of an incident's life: card, lines, forms, lists, hints."""
