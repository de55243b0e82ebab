"""The fact store: records, their values, their wording in each language, their history."""
