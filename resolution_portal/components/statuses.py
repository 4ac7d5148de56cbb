"""Status codes of a task as shapes: the word comes from whoever shows it, the look stands here."""

TONES = {
    "new": "new",
    "in_progress": "work",
    "submitted": "review",
    "returned": "back",
    "accepted": "done",
    "withdrawn": "gone",
    "overdue": "late",
}
# The order of a stacked bar, from what is done to what is not begun.
FILLS = ("done", "review", "back", "work", "new", "late")


def tone(code: str) -> str:
    """The tone of a status code or of the mark «overdue»; a tone answers itself."""
    if code in TONES.values():
        return code
    return TONES[code]
