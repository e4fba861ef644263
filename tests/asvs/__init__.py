"""OWASP ASVS 5.0.0, level 2: which rows apply here, which tests prove them, and what the rest waits for."""
