"""What each command does; `cli` parses and picks, these call the use cases and print."""
