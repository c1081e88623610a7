"""One result, many forms: terminal, JSON, SARIF, Markdown and HTML."""
