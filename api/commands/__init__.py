"""One module a command of `tapecheck`."""
