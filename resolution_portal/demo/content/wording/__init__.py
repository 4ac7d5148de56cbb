"""Texts of reports as templates: for each directive (whom it fits, text with places to fill)."""
