"""The HTML page in a browser."""
