"""Settings, urls and the processes that serve the product."""
