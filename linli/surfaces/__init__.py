"""How people and programs meet Linli."""
