"""The printer that _repr_pretty_ methods are given."""

import sys

from anode_kernel.pretty import (  # noqa: F401
    SEQUENCE_ITEMS_MAX as MAX_SEQ_LENGTH,
)
from anode_kernel.pretty import (  # noqa: F401
    Printer as PrettyPrinter,
)
from anode_kernel.pretty import (  # noqa: F401
    Printer as RepresentationPrinter,
)
from anode_kernel.pretty import (  # noqa: F401
    for_type,
    for_type_by_name,
)
from anode_kernel.pretty import pretty as _pretty


def pretty(obj, verbose=False, max_width=79, newline="\n", max_seq_length=MAX_SEQ_LENGTH):
    """The text of obj."""
    return _pretty(obj, max_width, verbose, newline, max_seq_length)


def pprint(obj, verbose=False, max_width=79, newline="\n", max_seq_length=MAX_SEQ_LENGTH):
    """Prints the text of obj."""
    sys.stdout.write(pretty(obj, verbose, max_width, newline, max_seq_length) + newline)
