"""Scripts that remake committed data files; nothing here runs in the app."""
