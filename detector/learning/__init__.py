"""Learning from labelled articles: reading labels, labelling, fitting and evaluating."""
