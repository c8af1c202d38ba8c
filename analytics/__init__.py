"""Claims and prices to verdicts: price sources, measures, and tests of significance."""
