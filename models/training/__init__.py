"""How the shipped weights came to be; needs the `train` extra, which serving does not."""
