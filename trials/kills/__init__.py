"""Fifty kills: processes over one PostgreSQL die one after the other, and no task notices for long."""
