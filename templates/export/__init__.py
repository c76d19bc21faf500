"""The words of the export."""
