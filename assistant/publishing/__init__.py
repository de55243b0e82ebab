"""Tries what the staff accepted before it is published: trained aside, compared, activated by a
person, taken back by one."""
