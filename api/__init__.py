"""Every way in: the command line (and, later, HTTP and pages); no logic of its own."""
