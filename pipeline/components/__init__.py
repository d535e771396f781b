"""spaCy components, Doc → Doc: each knows one text and nothing else. All that is linguistic lives here."""
