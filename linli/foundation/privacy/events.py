"""What happened in privacy: public, past tense, with display text and redaction rule."""
