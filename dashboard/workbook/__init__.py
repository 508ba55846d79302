"""A file becomes observations, and observations a file."""
