"""What a hidden number stood for, and what it should say."""
