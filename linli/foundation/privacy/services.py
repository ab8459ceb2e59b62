"""Every change in privacy: `verb_noun(actor, *, …)`, one transaction with event and outbox."""
