"""What happened in selfservice: public, past tense, with display text and redaction rule."""
