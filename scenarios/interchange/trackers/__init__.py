"""Trackers of work: exports of Jira and Asana."""
