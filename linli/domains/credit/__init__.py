"""Credit: contracts that people and organizations sign of their own will, and points that lead to thanks alone (H12–H15)."""
