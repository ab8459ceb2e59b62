"""What happened in visits: public, past tense, with display text and redaction rule."""
