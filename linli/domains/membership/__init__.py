"""Members of party organizations, where they live, the households they keep in touch with. Seen by the organizations concerned only."""
