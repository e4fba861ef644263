"""What every room stands in: sign-in, gate, writing, errors, navigation."""
