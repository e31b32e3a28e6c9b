"""The speech log as files: CSV for machines (and to be read back), a workbook for people."""
