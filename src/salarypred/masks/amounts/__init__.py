"""What a mask is worth and how it is written: posts, extra pay, rounding, agreement, wording."""
