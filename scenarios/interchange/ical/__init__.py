"""Calendars in the form of iCalendar (RFC 5545): tasks and leave by person out, leave in."""
