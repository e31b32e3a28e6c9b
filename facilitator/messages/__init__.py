"""Messages to tables, and tables asking for help."""
