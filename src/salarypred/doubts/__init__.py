"""Reasons why an estimate may mean little."""
