"""Commands that turn data into documents. Heavy imports happen inside them, so that help answers at once."""

from __future__ import annotations

import argparse

from cli.console import OK, Console


def fit(args: argparse.Namespace, console: Console) -> int:
    """Fit response curves to a weekly series and write a scenario that uses them."""
    from optimizer.fitting import fit_file
    from scenarios.writing import write_scenario

    result = fit_file(
        args.series,
        date=args.date,
        outcome=args.outcome,
        spend=args.spend,
        controls=args.controls,
        prices=args.prices,
        events=args.events,
        holidays=args.holidays,
        region=args.region,
        population=args.population,
        lift_tests=args.lift_tests,
        family=args.family,
        carry_over=args.carry_over,
        origins=args.origins,
        spend_unit=args.spend_unit,
        draws=args.draws,
        seed=args.seed or 0,
        progress=console.progress,
    )
    console.end_progress()
    if args.out:
        write_scenario(result.to_scenario(), args.out)
    document = {**result.to_dict(console.language), "written": str(args.out) if args.out else None}
    text = result.render(console.language)
    console.answer(document, f"{text}\n{console.say('cli.fit.done', path=args.out)}" if args.out else text)
    return OK


def import_curves(args: argparse.Namespace, console: Console) -> int:
    """Take response curves over from another tool and write a scenario that uses them."""
    from scenarios.importing import ImportOptions, ScenarioOptions
    from scenarios.importing import import_curves as read_curves
    from scenarios.reading import read_scenario
    from scenarios.writing import write_scenario

    options = ImportOptions(
        raw_data=args.raw_data,
        allocation=args.allocation,
        regions=args.regions,
        spend_unit=args.spend_unit,
        value_per_outcome=args.value_per_outcome,
        draws=args.draws,
        periods=args.periods,
        period=args.period,
        group=args.curves_of,
    )
    found = read_curves(args.file, options)
    document = {**found.to_dict(console.language), "written": None}
    texts = [found.render(console.language)]
    if args.out:
        base = read_scenario(args.base) if args.base else None
        wanted = ScenarioOptions(budget=args.total, currency=args.currency)
        write_scenario(found.to_scenario(base, wanted), args.out)
        document["written"] = str(args.out)
        texts.append(console.say("cli.fit.done", path=args.out))
    console.answer(document, "\n".join(texts))
    return OK
