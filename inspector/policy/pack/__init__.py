"""The pack of dated rules: its schema, reading, validation and cases."""
