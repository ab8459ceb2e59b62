"""Privacy: who looked at whose data, what is kept and why, under which key, and which rows the database itself hides."""
