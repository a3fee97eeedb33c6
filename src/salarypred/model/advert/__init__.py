"""What the whole model is made of: its parts, and how they learn, answer and are saved."""
