"""The language an analyst writes: text and tables into one checked document."""
