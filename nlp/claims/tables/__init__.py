"""Claims set out in rows and lines: tables, fact sheets, lists of figures."""
