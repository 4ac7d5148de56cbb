"""Reminders in parts: which steps there are, what is due on a day, who is told, and in which words."""
