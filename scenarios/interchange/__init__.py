"""Plans, people and calendars exchanged with other tools.

Every reader tells all that is wrong with a file at once, each with its place; every direction lists what the other side
cannot hold. `mspdi` is Microsoft Project, `trackers` are Jira and Asana, `ical` are calendars, `staff` is the workbook
of people, `public_holidays` the holidays of countries. What has tasks becomes a `project.model.Project` first.
"""
