"""The page in other languages: catalogues, and the reading back of sentences through them."""
