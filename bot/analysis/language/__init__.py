"""English as people type it during an incident: words, clauses, moods. Knows no severity and no phase."""
