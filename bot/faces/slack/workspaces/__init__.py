"""The workspaces that the app is installed in: their tokens, the clients made of them, and installing by OAuth."""
