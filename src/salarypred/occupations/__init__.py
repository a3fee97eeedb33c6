"""The occupation of an advert: official lists, the classifier and its training."""
