"""What happened in residents: public, past tense, with display text and redaction rule."""
