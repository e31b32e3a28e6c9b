"""Tables, hosts and seats."""
