"""Questions to a schedule: why late, why impossible, why here, how much slack, what is one more worth.

`docs/concepts/inquiry.md` says what is answered and how it is proven.
"""

from optimizer.inquiry.asking import Question, inquire

__all__ = ["Question", "inquire"]
