"""In which language each text is: English, Spanish, a mixture, another, or none because it has no words.

    common   the words that tell a language, and the table that they vote by
    detect   votes and, where they are few, the character model

Nothing is imported here: the compiled loops and the model take a moment to load.
"""
