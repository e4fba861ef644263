"""Reading: rows and figures as plain values, never a change, never a permission."""
