"""An incident's life: declared, moved on, merged, ended, taken back."""
