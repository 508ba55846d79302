"""Pictures: each joins a question, a chart, a finding in words and a table of the same numbers."""
