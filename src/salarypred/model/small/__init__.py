"""What a model of up to 20,000 adverts does in another way than one of many."""
