"""Long proofs, run by ``make proof`` and not by ``make test``: each states what it proves and at what scale."""
