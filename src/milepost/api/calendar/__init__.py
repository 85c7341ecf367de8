"""HTTP of calendars: sessions, dates, files and feeds."""
