"""Every change in rosters: `verb_noun(actor, *, …)`, one transaction with event and outbox."""
