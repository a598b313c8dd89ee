"""Numbers that stand for something: kinds of events, of draws and of rows of the log."""

# Kinds of events in the order of one instant: `simulation.events.Rank`.
(
    ON_END,
    ON_READY,
    ON_PREVIEW,
    ON_NOTICE,
    ON_RELEASE,
    ON_CHANGE,
    ON_ESCALATION,
    ON_ARRIVAL,
    ON_ADMISSION,
    ON_DISPATCH,
) = range(10)
PAIR = 256
WORK_OVER, PASS_OVER, FOUNDED, MENDED, SHARE_OVER = range(5)
ABOUT_BITS = 3
ABOUT = (1 << ABOUT_BITS) - 1
"""What an event of kind ON_END is about stands in the low bits of its load, below a serial number."""

# What a draw is for: `simulation.draws.Purpose`.
FOR_ABSENCE, FOR_SPELL, FOR_CHANGE, FOR_CHANGE_MOMENT, FOR_CHANGE_EFFORT, FOR_COUNT, FOR_MOMENT = range(5, 12)
FOR_CHANGE_ACCEPTED, FOR_CHANGE_REVIEW = 15, 16

# Kinds of rows of the log: `simulation.log.Kind`.
(
    K_ELIGIBLE,
    K_ADMITTED,
    K_ENABLED,
    K_READY,
    K_STARTED,
    K_ENDED,
    K_VOIDED,
    K_REJECTED,
    K_RECALLED,
    K_REOPENED,
    K_CHANGED,
    K_LAUNCHED,
    K_COMPLETED,
    K_STRANDED,
    K_ESCALATED,
    K_SUSPENDED,
    K_RESUMED,
    K_HELD,
    K_DEFECT,
    K_ESCAPED,
    K_REFUSED,
) = range(21)
