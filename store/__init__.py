"""What we know: documents, claims, events and status, in one SQLite file."""
