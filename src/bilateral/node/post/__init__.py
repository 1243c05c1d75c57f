"""Letters by e-mail: written in their reader's language, kept with the act that they tell of, sent over SMTP."""
