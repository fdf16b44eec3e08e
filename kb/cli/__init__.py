"""The command line: one group of commands a file, loaded only when asked for."""
