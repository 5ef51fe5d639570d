"""Full-size demonstration extracts: seeded, in the publishers' own layouts, and never mistaken for real figures."""
