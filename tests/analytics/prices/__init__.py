"""Price sources and checks of prices."""
