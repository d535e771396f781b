"""Normal forms: words of a span in, the same words as an index prints them out."""
