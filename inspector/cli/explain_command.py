"""``inspector explain``: the chain of reasons for one item."""

from collections.abc import Sequence

from inspector.cli.parts import (
    EXIT_OK,
    add_archives,
    add_circumstances,
    add_json,
    build_missing_item_error,
    check_allowed,
    create_parser,
    get_output_language,
    judge_archives,
    load_pack,
    print_data,
    to_json,
)


def run(args: Sequence[str]) -> int:
    """Tell why, for one item."""
    parser = create_parser(
        "explain", "Tells why: the chain of questions, rules and sources behind one item's verdicts."
    )
    add_archives(parser)
    parser.add_argument("id", metavar="ID", help="[ARCHIVE!]MEMBER#ROW[/PART], as 'items' prints it")
    parser.add_argument("--use", metavar="U", help="only this use (default: the leading uses)")
    add_json(parser)
    add_circumstances(parser)
    options = parser.parse_args(args)
    pack = load_pack(options)
    check_allowed("use", [options.use] if options.use else [], list(pack.uses))
    exposure = judge_archives(options.archive, options)
    item = exposure.find_item(options.id)
    if item is None:
        raise build_missing_item_error(options.id)
    from inspector.report import explain_text

    uses = [options.use] if options.use else [use.id for use in pack.leading_uses]
    if options.json:
        print_data(to_json(explain_text.build_record(exposure, item, uses)))
        return EXIT_OK
    for line in explain_text.render_lines(exposure, item, uses, get_output_language(options)):
        print_data(line)
    return EXIT_OK
