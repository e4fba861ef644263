"""Commands for those who run the house: parse, call services, print."""
