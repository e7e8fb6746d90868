"""What we remember: one module per noun. SQLAlchemy stays in here."""
