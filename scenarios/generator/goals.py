"""The example's indicators: awareness, retention and efficiency. Growth targets refer to today's plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scenarios.document import Campaign, Kpi, Label
from scenarios.generator.tables import ChannelKind
from scenarios.money import MINOR_PER_UNIT

EXPOSURE_GROWTH, REPEAT_GROWTH = 1.3, 1.2
"""Targets of the templates' source: exposure up by 30%, repeat purchases by 20%."""
NEW_FOLLOWERS = 50_000
REPEAT_ORDERS_PER_10K = {"private_domain": 420.0, "membership_crm": 380.0}
NET_ROI, ON_TIME, FEWEST_CAMPAIGNS = 0.5, 0.9, 25


def goals(kinds: Sequence[ChannelKind], campaigns: Sequence[Campaign]) -> tuple[Kpi, ...]:
    """All indicators; only the number of campaigns binds the allocation."""
    return (*_awareness(kinds, campaigns), *_retention(kinds, campaigns), *_efficiency())


def _awareness(kinds: Sequence[ChannelKind], campaigns: Sequence[Campaign]) -> tuple[Kpi, ...]:
    impressions = {kind.id: kind.impressions_per_10k for kind in kinds}
    groups = {"brand": ("Brand exposure", "品牌曝光"), "performance": ("Performance exposure", "效果曝光")}
    leaves = (
        Kpi(
            id=f"exposure_{group}",
            name=Label(en=en, zh=zh),
            parent="exposure",
            measure="volume",
            per_10k={kind.id: impressions[kind.id] for kind in kinds if kind.group == group},
        )
        for group, (en, zh) in groups.items()
    )
    return (
        Kpi(
            id="exposure",
            name=Label(en="Exposure, thousand impressions", zh="曝光量（千次）"),
            target=round(EXPOSURE_GROWTH * _volume(impressions, campaigns), -3),
        ),
        *leaves,
        Kpi(
            id="new_followers",
            name=Label(en="New followers", zh="新增粉丝"),
            measure="volume",
            per_10k={kind.id: kind.followers_per_10k for kind in kinds},
            target=NEW_FOLLOWERS,
        ),
    )


def _retention(kinds: Sequence[ChannelKind], campaigns: Sequence[Campaign]) -> tuple[Kpi, ...]:
    root = Kpi(
        id="repeat_orders",
        name=Label(en="Repeat orders", zh="复购订单数"),
        target=round(REPEAT_GROWTH * _volume(REPEAT_ORDERS_PER_10K, campaigns), -2),
    )
    leaves = (
        Kpi(
            id=f"repeat_{kind.id}",
            name=Label(en=f"Repeat orders: {kind.name.en}", zh=f"复购订单：{kind.name.zh}"),
            parent=root.id,
            measure="volume",
            per_10k={kind.id: REPEAT_ORDERS_PER_10K[kind.id]},
        )
        for kind in kinds
        if kind.id in REPEAT_ORDERS_PER_10K
    )
    return (root, *leaves)


def _efficiency() -> tuple[Kpi, ...]:
    return (
        Kpi(id="net_roi", name=Label(en="Net ROI", zh="净投资回报率"), measure="net_roi", target=NET_ROI),
        Kpi(
            id="on_time",
            name=Label(en="On-time launches", zh="准时上线率"),
            measure="on_time",
            target=ON_TIME,
        ),
        Kpi(
            id="campaigns_live",
            name=Label(en="Campaigns launched", zh="上线战役数"),
            measure="campaigns",
            target=FEWEST_CAMPAIGNS,
            enforce=True,
        ),
    )


def _volume(per_10k: Mapping[str, float], campaigns: Sequence[Campaign]) -> float:
    """What today's spend brings."""
    return sum(
        per_10k.get(cell.channel, 0.0) * cell.today / (10_000 * MINOR_PER_UNIT)
        for campaign in campaigns
        if campaign.in_today
        for cell in campaign.channels
    )
