"""A `Document` to sentences, entities and claims; the fund catalogue lives here."""
