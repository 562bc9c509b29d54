"""The one place that knows both the language and the arrays."""
