"""The assistant's four databases as a whole: their schemas, backups and restores."""
