"""Commands for those who run the house."""
