"""The words of an advert, apart from its pay."""
