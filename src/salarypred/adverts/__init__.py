"""What an advert is: its columns, its month, its masks, and the answers added to it."""
