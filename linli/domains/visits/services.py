"""Every change in visits: `verb_noun(actor, *, …)`, one transaction with event and outbox."""
