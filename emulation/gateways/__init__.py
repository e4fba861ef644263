"""The outside world and renderers: values in, bytes or text out."""
