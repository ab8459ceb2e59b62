"""Programs of the people who work on the code; nothing in linli imports them."""
