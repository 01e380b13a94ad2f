"""Word documents for the tests: written part by part, and made by LibreOffice."""
