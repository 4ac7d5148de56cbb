"""`make bench`: how fast the portal answers, as ratios to a bare page on the same server."""

from __future__ import annotations

import sys
from argparse import ArgumentParser

from resolution_portal.benchmarks import measuring, table
from resolution_portal.benchmarks.cases import cases
from resolution_portal.benchmarks.server import portal


def main() -> None:
    """Make a scratch portal, measure, print, leave nothing behind."""
    parser = ArgumentParser(prog="python -m resolution_portal.benchmarks", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="about how long to measure (60)")
    options = parser.parse_args()
    sys.stderr.write("Seeding a scratch portal ...\n")
    with portal() as port:
        asked = cases(port)
        sys.stderr.write(f"Measuring for about {options.seconds:.0f} s ...\n")
        found = measuring.measure(asked, options.seconds)
    for line in table.lines(found):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
