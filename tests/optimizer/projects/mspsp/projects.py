"""Small projects: at random, and the shortest schedule of each by complete enumeration."""

import itertools

from hypothesis import strategies as st

from optimizer.projects.mspsp import Need, Person, SkillProject, Task
from scenarios.errors import DocumentError

SKILLS = ("design", "text", "film")


@st.composite
def people(draw, most=4):
    skills = st.dictionaries(st.sampled_from(SKILLS), st.integers(0, 2), max_size=3)
    count = draw(st.integers(1, most))
    return tuple(Person(f"p{k}", draw(skills), draw(st.integers(0, 9))) for k in range(count))


@st.composite
def needs(draw, most=2):
    skills = draw(st.lists(st.sampled_from(SKILLS), max_size=2))
    return tuple(Need(skill, draw(st.integers(0, most)), draw(st.integers(0, 2))) for skill in skills)


@st.composite
def projects(draw, most_tasks=4, most_people=4):
    """Projects that have a team for every task; identifiers do not follow the order of work."""
    team = draw(people(most_people))
    tasks = []
    for k in range(draw(st.integers(1, most_tasks))):
        after = draw(st.lists(st.sampled_from(tasks), unique=True, max_size=2)) if tasks else []
        task = Task(f"t{9 - k}", draw(st.integers(0, 4)), draw(needs()), tuple(one.id for one in after))
        tasks.append(task if _possible(task, team) else Task(task.id, task.duration, (), task.after))
    order = draw(st.permutations(tasks))
    return SkillProject("random", tuple(order), team)


def _possible(task, team):
    try:
        SkillProject("", (Task(task.id, 1, task.needs),), team)
    except DocumentError:
        return False
    return True


def teams(task, project):
    """All sets of people who can cover a task's needs, by trying who covers what."""
    places = [need for need in task.needs for _ in range(need.people)] if task.duration else []
    return {
        frozenset(one.id for one in chosen)
        for chosen in itertools.permutations(project.people, len(places))
        if all(person.can(need) for person, need in zip(chosen, places, strict=True))
    }


def shortest(project):
    """The least makespan over all orders of the tasks and all teams, each as early as the ones before allow."""
    best = project.horizon

    def extend(done, end, free):
        nonlocal best
        if len(done) == len(project.tasks):
            best = min(best, end)
        for task in project.tasks:
            if task.id in done or not set(task.after) <= set(done):
                continue
            ready = max((done[one] for one in task.after), default=0)
            for team in teams(task, project):
                start = _fits(ready, task.duration, [slots for one in team for slots in free.get(one, ())])
                finish = start + task.duration
                if max(finish, end) < best or len(done) + 1 < len(project.tasks):
                    booked = {**free, **{one: (*free.get(one, ()), (start, finish)) for one in team}}
                    extend({**done, task.id: finish}, max(end, finish), booked)

    extend({}, 0, {})
    return best


def _fits(ready, duration, taken):
    """The first start with nothing taken all along."""
    start = ready
    while any(begin < start + duration and start < finish for begin, finish in taken):
        start += 1
    return start


def exists_team(lines, free):
    """Hall's condition by enumeration: ``lines`` of (people able, number needed), and who is free, as bits."""
    for size in range(1, len(lines) + 1):
        for chosen in itertools.combinations(lines, size):
            union = 0
            for able, _ in chosen:
                union |= able
            if (union & free).bit_count() < sum(number for _, number in chosen):
                return False
    return True
