"""Project files in the shapes that public collections of them have, built element by element."""

from xml.sax.saxutils import escape

NAMESPACE = "http://schemas.microsoft.com/project"


def element(tag, *children, **values):
    inner = "".join(
        f"<{key}>{escape(str(value))}</{key}>" for key, value in values.items() if value is not None
    )
    return f"<{tag}>{inner}{''.join(children)}</{tag}>"


def task(uid, name, level=2, *extra, **values):
    return element("Task", *extra, UID=uid, ID=uid, Name=name, OutlineLevel=level, **values)


def link(uid, kind=1, lag=0, form=7):
    return element("PredecessorLink", PredecessorUID=uid, Type=kind, LinkLag=lag, LagFormat=form)


def resource(uid, name, **values):
    return element("Resource", UID=uid, ID=uid, Name=name, Type=1, **values)


def assignment(task_uid, resource_uid, work="PT8H0M0S", **values):
    numbers = {"UID": f"{task_uid}{resource_uid}", "TaskUID": task_uid, "ResourceUID": resource_uid}
    return element("Assignment", **numbers, Work=work, **values)


def exception(first, last, *extra, **values):
    period = element("TimePeriod", FromDate=f"{first}T00:00:00", ToDate=f"{last}T23:59:00")
    return element("Exception", period, *extra, **{"DayWorking": 0, **values})


def calendar(uid, name="Standard", base=-1, days=(), exceptions=()):
    parts = [element("WeekDays", *days)] if days else []
    parts += [element("Exceptions", *exceptions)] if exceptions else []
    return element(
        "Calendar", *parts, UID=uid, Name=name, IsBaseCalendar=int(base == -1), BaseCalendarUID=base
    )


def project(tasks, resources=(), assignments=(), calendars=(), namespace=NAMESPACE, **values):
    """The bytes of a file; the summary of the project with the number zero stands first, as Project writes it."""
    head = {
        "Name": "plan.xml",
        "Title": "Plan",
        "StartDate": "2027-03-01T08:00:00",
        "CalendarUID": 1,
        **values,
    }
    body = [
        element("Calendars", *(calendars or [calendar(1)])),
        element("Tasks", element("Task", UID=0, ID=0, Name="Plan", OutlineLevel=0, Summary=1), *tasks),
        element("Resources", element("Resource", UID=0, ID=0, Type=1), *resources),
        element("Assignments", *assignments),
    ]
    text = element("Project", *body, **head)
    if namespace:
        text = text.replace("<Project>", f'<Project xmlns="{namespace}">', 1)
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'.replace("><", ">\n<").encode()


def typical(**values):
    """Two campaigns with links of every sort that a document can hold, and two people."""
    tasks = [
        task(1, "Spring", 1, Summary=1, Duration="PT40H0M0S", Deadline="2027-03-19T17:00:00"),
        task(2, "Copy", Duration="PT16H0M0S", DurationFormat=7, PercentComplete=0),
        task(3, "Design", 2, link(2), Duration="PT8H0M0S", DurationFormat=7),
        task(4, "Print", 2, link(3, lag=4800), Duration="PT24H0M0S", DurationFormat=7),
        task(5, "Live", 2, link(4), Duration="PT0H0M0S", Milestone=1),
        task(6, "Summer", 1, link(5), Summary=1, Deadline="2027-04-30T00:00:00"),
        task(7, "Copy", Duration="PT16H0M0S"),
        task(8, "Check", 2, link(7), Duration="PT4H0M0S"),
    ]
    resources = [resource(1, "Ann Lee", Group="Studio", StandardRate=60), resource(2, "王波")]
    assigned = [
        assignment(2, 1, "PT16H0M0S"),
        assignment(3, 2),
        assignment(7, 1, "PT16H0M0S"),
        assignment(8, 2, "PT4H0M0S"),
    ]
    return project(tasks, resources, assigned, **values)
