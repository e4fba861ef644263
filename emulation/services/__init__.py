"""The verbs: check, change, record. The only floor that writes."""
