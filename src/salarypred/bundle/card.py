"""The model card: what a saved model is, in plain Markdown."""

from typing import Any


def model_card(name: str, metadata: dict[str, Any], written: str = "") -> str:
    """Markdown text of a model's ``README.md``.

    Parameters
    ----------
    name : str
        The model's name.
    metadata : dict
        What ``metadata.json`` will hold.
    written : str
        Markdown by the people who trained it, put after the section on training data.
    """
    data, metrics = metadata["data"], metadata["metrics"]
    lines = [
        f"# Model `{name}`",
        "",
        "Estimates the advertised full-time-equivalent pay of UK job adverts (£ a year, in the "
        "money of the month asked for: pay is learned relative to average earnings, ONS series "
        "KAB9) and their category. Made by salarypred "
        f"{metadata['salarypred']} on {metadata['trained'][:10]}; this card was written by "
        "`train.py`, and every figure in it was measured during that training.",
        "",
        "## Training data",
        "",
        f"- inputs: {', '.join(data['inputs'])}",
        f"- adverts: {data['rows']:,}; with pay {data['with_pay']:,}, with a category "
        f"{data['with_category']:,}, with a description {data['with_description']:,}",
    ]
    if data["median_pay"]:
        lines.append(f"- median pay: £{data['median_pay']:,.0f} a year")
    if data["posted"]:
        lines.append(f"- posted: {data['posted'][0][:10]} to {data['posted'][1][:10]}")
    lines += [f"- {note}" for note in data["notes"]]
    lines += [f"- SHA-256 of the data: `{data['sha256']}`", ""]
    if data.get("years"):
        lines += ["| year | adverts | with pay | with a description |", "|---|--:|--:|--:|"]
        for year, row in data["years"].items():
            counts = f"{row['adverts']:,} | {row['with_pay']:,} | {row['with_description']:,}"
            lines.append(f"| {year} | {counts} |")
        lines.append("")
    lines += [written, ""] if written else []
    if (metadata.get("base") or {}).get("gives_pay"):
        lines += _answered_by_base(metadata["base"])
    if metrics["salary"]:
        lines += _salary(metrics["salary"])
    if metrics["category"]:
        lines += _category(metrics["category"])
    if metrics.get("coverage"):
        lines += _coverage(metrics["coverage"])
    lines += [
        "## Use and limits",
        "",
        "- Meant for adverts like those it was trained on. Pay in an advert is what is offered, "
        "not what is earned; the estimate says nothing about a person.",
        "- Pay that the text states never changes the estimate.",
        "- The folder holds arrays, JSON and text, nothing that runs: `salarypred verify` shows "
        "what is in it. Its checksums find damage; they do not say who made it.",
        f"- Training took {metadata['seconds']:.0f} s"
        + (f" and {metadata['peak_memory_gib']} GiB" if metadata["peak_memory_gib"] else "")
        + f"; seed {metadata['parameters']['random_state']}.",
        "- The model keeps no text of an advert and no word or mean pay of fewer than 10 adverts."
        if metadata["parameters"]["compact"]
        else "- The model keeps the pay of single adverts under hashes of their title, employer "
        "and place, and rare words: train with `--compact` what you want to publish.",
        "",
    ]
    return "\n".join(lines)


def _salary(metrics: dict[str, Any]) -> list[str]:
    lines = [
        "## Salary: error on adverts the model had not seen",
        "",
        "Cross-validation during the training: folds drawn at random, and folds with all adverts "
        "of an employer on one side (near-duplicates flatter the first). `texts only`: title, "
        "description, company and location, without contract, source and category.",
        "",
        "| folds | given | adverts | mean error | median error | mean % error | R² of log pay |",
        "|---|---|---|---|---|---|---|",
    ]
    for folds, figures in metrics.items():
        for given in ("all columns", "texts only"):
            f = figures[given]
            lines.append(
                f"| {folds} | {given} | {f['n']:,} | £{f['mae']:,.0f} | £{f['median_ae']:,.0f} "
                f"| {f['mape']:.1f}% | {f['r2_log']:.3f} |"
            )
    covered = ", ".join(
        f"{figures['coverage of 80% interval']:.1%} ({folds})" for folds, figures in metrics.items()
    )
    widths = ", ".join(
        f"£{f['mean width']:,} against £{f['mean width of a constant factor']:,} ({folds})"
        for folds, f in metrics.items()
    )
    winkler = ", ".join(
        f"£{f['Winkler score']:,} ({folds})" for folds, f in metrics.items() if "Winkler score" in f
    )
    scored = f" Its Winkler score (its width, and ten times what lies outside): {winkler}."
    return [
        *lines,
        "",
        *_beside(metrics),
        f"The 80% interval covers the true pay of {covered}. Its mean width beside that of the "
        f"interval with one factor for all adverts and the same coverage: {widths}."
        + (scored if winkler else ""),
        "",
    ]


def _beside(metrics: dict[str, Any]) -> list[str]:
    """Mean error of the model beside that of simpler estimates, on the same adverts."""
    lines = ["Mean error of simpler estimates of the same adverts (ridge: this model's features, "]
    lines[0] += "linear; median: one figure for all):"
    for folds, figures in metrics.items():
        others = figures.get("mean error of others", {})
        said = ", ".join(f"{name} £{error:,.0f}" for name, error in others.items())
        own = f"this model £{figures['mean error']:,.0f}" if "mean error" in figures else ""
        lines.append(f"- {folds}: {', '.join(filter(None, [own, said]))}")
    return [lines[0], "", *lines[1:], ""]


def _answered_by_base(base: dict[str, Any]) -> list[str]:
    """What is known of the pay of a model whose base knew nearly all of its adverts."""
    lines = [
        "## Salary: answered by the base",
        "",
        f"The base {base['name']} was trained on nearly all of these adverts: nothing was left to "
        "learn from, and no error could be measured on them that would hold for new ones. In its "
        "own training, on adverts that it had not seen:",
        "",
    ]
    for folds, figures in (base["salary"] or {}).items():
        f = figures["all columns"]
        lines.append(
            f"- {folds}: mean error £{f['mae']:,.0f}, the 80% interval covers "
            f"{figures['coverage of 80% interval']:.1%} of {f['n']:,}"
        )
    return [*lines, ""]


def _coverage(table: list[dict[str, Any]]) -> list[str]:
    lines = [
        "## How well the 80% interval holds",
        "",
        "The same out-of-fold estimates, all kinds of folds together; parts of at least 200 "
        "estimates. What a reader sees is the predicted pay: the interval is calibrated to hold in "
        "every band of it. By true pay it cannot: adverts that pay far more or less than their "
        "like are those that it misses. `without its time`: adverts of a time, read by a model "
        "that knows no advert of that time. `constant`: mean width of the interval with one factor "
        "for all that covers as many.",
        "",
        "| by | part | estimates | covered | mean width | constant | mean error |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    for row in table:
        lines.append(
            f"| {row['by']} | {row['part']} | {row['n']:,} | {row['coverage']:.1%} "
            f"| £{row['width']:,} | £{row['constant_width']:,} | £{row['mae']:,} |"
        )
    return [*lines, ""]


def _category(metrics: dict[str, Any]) -> list[str]:
    lines = [
        "## Category",
        "",
        "From title, description, company and location; the table of true and predicted "
        "categories is in `confusion.csv`.",
        "",
        "| folds | adverts | accuracy | macro-F1 | log-loss | calibration error |",
        "|---|---|---|---|---|---|",
    ]
    for folds, f in metrics.items():
        lines.append(
            f"| {folds} | {f['n']:,} | {f['accuracy']:.1%} | {f['macro_f1']:.3f} "
            f"| {f['log_loss']:.3f} | {f['calibration_error']:.3f} |"
        )
    return [*lines, ""]
