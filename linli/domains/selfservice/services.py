"""Every change in selfservice: `verb_noun(actor, *, …)`, one transaction with event and outbox."""
