"""The assistant's databases as a whole: their schemas, backups and restores."""
