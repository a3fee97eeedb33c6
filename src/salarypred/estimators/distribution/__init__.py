"""The distribution of pay around an estimate, and what it says of how sure the estimate is."""
