"""The draft summary report and its exports."""
