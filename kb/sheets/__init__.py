"""Sheets: all that is shown of one record, put into words once for the command line and the pages."""
