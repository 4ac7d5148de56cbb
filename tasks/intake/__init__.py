"""Reading documents: bytes → blocks (readers) → outline (addressees, directives, dates). No models here."""
