"""Work that happens without a visitor."""
