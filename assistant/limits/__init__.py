"""How much may be asked of the server, and by whom: what its channels share."""
