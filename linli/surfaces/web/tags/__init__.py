"""The tags behind `{% load ui %}`, one module per group of parts; `templatetags.ui` joins them."""
