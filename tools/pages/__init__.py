"""Generated pages that are prose around measured figures: a template in each language, and what fills it."""
