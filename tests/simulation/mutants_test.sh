#!/bin/bash
# label: mutants
# Each broken rule is found by the simulation; see mutants/run.
exec "$(dirname "${BASH_SOURCE[0]}")/mutants/run"
