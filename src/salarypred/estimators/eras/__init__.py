"""The time of an advert: as columns, as a shift of all pay, and as corrections of weights."""
