"""One module per kind of claim: each turns a claim and one window into a finding."""
