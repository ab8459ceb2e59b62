"""What happened in rosters: public, past tense, with display text and redaction rule."""
