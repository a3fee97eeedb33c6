"""What an advert's text says of scales and ranks, and the limits that this sets to its pay."""
