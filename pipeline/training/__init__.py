"""How `models/` was made: nothing here runs when texts are annotated."""
