"""What the page shows of an answer: figures, pictures and words, and nothing of HTML."""
