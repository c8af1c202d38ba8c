"""An archive of notes scored in bulk: chunks, the engines that score them, and what is kept."""
