"""The words everybody shares. Imports nothing else of ours, no Flask, no SQLAlchemy."""
