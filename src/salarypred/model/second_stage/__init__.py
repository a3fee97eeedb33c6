"""The second stage of the pay: corrects the first by what like adverts paid, and gives ranges."""
