"""What happened to the resolution's tasks from the publication to yesterday."""
