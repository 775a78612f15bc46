"""How fast MyeloBone is, as ratios beside other engines on the same work, measured in one run."""
