"""World Café tables and roundtables, run live, and written up."""
