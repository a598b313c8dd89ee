"""Spend by period: where a plan leaves its pattern open, the campaigns chosen are given the best one."""

from optimizer.weekly.decide import decided_by_period
from optimizer.weekly.even import even_scenario, leaves_pattern_open
from optimizer.weekly.plan import plan_by_period

__all__ = ["decided_by_period", "even_scenario", "leaves_pattern_open", "plan_by_period"]
