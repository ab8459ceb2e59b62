"""Notices to staff inside of Linli."""
