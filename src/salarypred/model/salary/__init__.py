"""The pay: a first stage of networks and ridge, and what the second stage learns from it."""
