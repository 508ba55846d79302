"""How officials print it: formats, sentences, tables."""
