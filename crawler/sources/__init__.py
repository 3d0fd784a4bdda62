"""The sources: one file each, found by being here."""
