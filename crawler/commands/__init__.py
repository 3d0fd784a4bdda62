"""The commands, one module for each part of the day; every command is one function."""
