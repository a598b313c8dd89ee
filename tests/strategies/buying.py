"""Rules of buying and rate cards."""

from hypothesis import strategies as st

from tests.strategies.basics import fractions, identifiers, labels, money, optional, small

FROM_ONE_CENT = st.integers(1, 500_000).map(lambda minor: minor / 100)


@st.composite
def rate_cards(draw):
    """Tiers of either basis, as the fields of a channel."""
    starts = draw(st.lists(st.integers(1, 900_000), max_size=3, unique=True).map(sorted))
    basis = draw(st.sampled_from(["incremental", "all_units"]))
    high = 1.0 if basis == "all_units" else 2.0
    prices = draw(st.lists(st.floats(0.2, high), min_size=len(starts), max_size=len(starts)))
    prices = sorted(prices, reverse=True) if basis == "all_units" else prices
    tiers = [{"spend_from": one / 100, "price": price} for one, price in zip(starts, prices, strict=True)]
    return {"rate_card": tiers, "rate_basis": basis}


@st.composite
def rules(draw, channel_ids, campaigns):
    """A few rules of each kind, most documents with none of most kinds; none that a lock would break."""
    campaign_ids = [campaign["id"] for campaign in campaigns]
    locked = any("lock" in cell for campaign in campaigns for cell in campaign["channels"])
    each = ["channel"] if locked else ["cell", "channel"]

    def several(strategy):
        made = identifiers(0, 2).flatmap(lambda names: st.tuples(*(strategy(name) for name in names)))
        return st.just([]) | made.map(list)

    def rule(**fields):
        def named(name):
            scope = {
                "channels": st.lists(st.sampled_from(channel_ids), unique=True),
                "campaigns": st.lists(st.sampled_from(campaign_ids), unique=True),
            }
            return st.fixed_dictionaries({"id": st.just(name), "name": labels, **scope, **fields})

        return named

    other = draw(st.sampled_from(channel_ids))
    rest = [one for one in channel_ids if one != other]
    needing = st.just(rest[:1])
    required = rule(requires=st.just(other), spend_min=FROM_ONE_CENT, each_campaign=st.booleans())
    kinds = {
        "exclusive": several(
            rule(
                count=st.sampled_from(["channels", "cells"]),
                at_most=st.integers(0, 3),
                each_campaign=st.booleans(),
            )
        ),
        "packages": several(
            rule(
                price=FROM_ONE_CENT,
                at_most=optional(st.integers(1, 9)),
                each=st.sampled_from([*each, "rule"]),
            )
        ),
        "commitments": several(rule(spend_min=money(1, 20_000))),
        "change_limits": several(
            rule(
                each=st.sampled_from(each),
                decrease=fractions,
                increase=optional(small),
                bound_new=st.booleans(),
            )
        ),
    }
    if rest:
        kinds["required"] = several(lambda name: st.builds(_over, required(name), needing))
    found = {kind: draw(strategy) for kind, strategy in kinds.items() if draw(st.booleans())}
    if draw(st.booleans()):
        counted = rule(count=st.just("campaigns"), at_most=st.integers(1, 3))
        found["exclusive"] = [*found.get("exclusive", []), draw(counted("counted"))]
    return found


def _over(found, channels):
    return {**found, "channels": channels}
