"""Money: rates, earnings over time, and the pay that a text states."""
