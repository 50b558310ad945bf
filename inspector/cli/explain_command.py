"""``inspector explain``: the chain of reasons for one item."""

from collections.abc import Sequence

from inspector.cli.parts import (
    DONE,
    add_archives,
    add_circumstances,
    add_json,
    allow,
    as_json,
    command,
    judge,
    no_item,
    pack_of,
    show,
    spoken,
)


def run(given: Sequence[str]) -> int:
    """Tell why, for one item."""
    parser = command("explain", "Tells why: the chain of questions, rules and sources behind one item's verdicts.")
    add_archives(parser)
    parser.add_argument("id", metavar="ID", help="[ARCHIVE!]MEMBER#ROW[/PART], as 'items' prints it")
    parser.add_argument("--use", metavar="U", help="only this use (default: the leading uses)")
    add_json(parser)
    add_circumstances(parser)
    options = parser.parse_args(given)
    pack = pack_of(options)
    allow("use", [options.use] if options.use else [], list(pack.uses))
    exposure = judge(options.archive, options)
    item = exposure.item(options.id)
    if item is None:
        raise no_item(options.id)
    from inspector.report import explain_text

    uses = [options.use] if options.use else [use.id for use in pack.leading_uses]
    if options.json:
        show(as_json(explain_text.record(exposure, item, uses)))
        return DONE
    for line in explain_text.lines(exposure, item, uses, spoken(options)):
        show(line)
    return DONE
