"""Every change in residents: `verb_noun(actor, *, …)`, one transaction with event and outbox."""
