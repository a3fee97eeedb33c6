"""Pay scales and ranks that an advert names, and the limits that they set to its pay."""
