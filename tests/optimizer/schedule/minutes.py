"""The rules of execution, acted out minute by minute: slow, plain, and independent of the executor."""


def act_out(problem, order, last=60_000):
    """Times of an order by stepping through every minute. Returns admission by job; ready, start, finish by task."""
    stage = _Stage(problem, order)
    for now in range(last):
        stage.settle(now)
        if stage.done:
            return stage.admission, stage.ready, stage.start, stage.finish
        stage.pass_minute(now)
    raise AssertionError("the work never ends")


class _Stage:
    def __init__(self, problem, order):
        self.problem = problem
        self.queue = [job for job in order.admissions if problem.queues(job)]
        self.plans = [list(sequence) for sequence in order.sequences]
        self.admission, self.ready, self.start, self.finish = {}, {}, {}, {}
        self.handoffs = {}
        self.left = {}
        self.busy = {}

    @property
    def done(self):
        return len(self.finish) == len(self.problem.tasks)

    def settle(self, now):
        """Everything that happens at one instant, until nothing more does."""
        changed = True
        while changed:
            changed = any([self.finish_tasks(now), self.admit(now), self.make_ready(now), self.begin(now)])

    def finish_tasks(self, now):
        over = [task for task in self.start if task not in self.finish and not any(self.left[task].values())]
        for task in over:
            self.finish[task] = now
            for one in [one for one, held in self.busy.items() if held == task]:
                del self.busy[one]
            for later in self.problem.tasks[task].successors:
                minutes = dict(self.problem.tasks[later].predecessors)[task]
                self.handoffs[task, later] = minutes
        return bool(over)

    def admit(self, now):
        before = len(self.admission)
        for job in self.problem.jobs:
            if (
                not self.problem.queues(job.index)
                and job.index not in self.admission
                and self.eligible(job, now)
            ):
                self.admission[job.index] = now
        while self.queue and self.eligible(self.problem.jobs[self.queue[0]], now) and self.room():
            self.admission[self.queue.pop(0)] = now
        return len(self.admission) > before

    def eligible(self, job, now):
        launches = [self.problem.launch_task(other) for other in job.prerequisites]
        return now >= job.release and all(task in self.finish for task in launches)

    def room(self):
        limit = self.problem.wip_limit
        running = [
            job
            for job in self.admission
            if self.problem.jobs[job].limited
            and any(task.index not in self.finish for task in self.problem.tasks_of(job))
        ]
        return limit is None or len(running) < limit

    def make_ready(self, now):
        new = [
            task
            for task in self.problem.tasks
            if task.index not in self.ready
            and task.job in self.admission
            and all(self.handoffs.get((one, task.index)) == 0 for one, _ in task.predecessors)
        ]
        for task in new:
            self.ready[task.index] = now
            if not task.people:
                self.start[task.index] = now
                self.left[task.index] = {number: left for number, (_, left) in enumerate(task.delays)}
        return bool(new)

    def begin(self, now):
        for task in self.problem.tasks:
            team = [person for person, plan in enumerate(self.plans) if task.index in plan]
            if task.index in self.start or task.index not in self.ready or not team:
                continue
            if all(
                self.plans[one][0] == task.index
                and one not in self.busy
                and self.problem.people[one].timeline.is_open(now)
                for one in team
            ):
                self.start[task.index] = now
                self.left[task.index] = {one: task.minutes[one] for one in team}
                for one in team:
                    self.plans[one].pop(0)
                    self.busy[one] = task.index
                return True
        return False

    def pass_minute(self, now):
        for index, left in self.left.items():
            if index in self.finish:
                continue
            task = self.problem.tasks[index]
            for one in left:
                timeline = self.problem.people[one].timeline if task.people else task.delays[one][0]
                if left[one] and timeline.is_open(now):
                    left[one] -= 1
        if self.problem.shared.is_open(now):
            for pair, minutes in self.handoffs.items():
                self.handoffs[pair] = max(0, minutes - 1)
