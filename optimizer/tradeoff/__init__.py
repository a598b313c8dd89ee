"""What a share of the budget for one channel group costs: the frontier between group share and net value."""

from optimizer.tradeoff.share import ShareFrontier, SharePoint, share_frontier

__all__ = ["ShareFrontier", "SharePoint", "share_frontier"]
