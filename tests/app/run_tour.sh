#!/usr/bin/env bash
# run_tour.sh DAWSON PICTURES [PROJECT]: the tour as a test. 77 (skipped) when PROJECT is missing.
set -euo pipefail
dawson=$1 pictures=$2 project=${3:-}
if [ -n "$project" ] && [ ! -d "$project" ]; then
    echo "skipped: $project is not here"
    exit 77
fi
rm -rf "$pictures"
xvfb-run -a -s "-screen 0 1920x1200x24" "$dawson" --tour "$pictures" ${project:+--project "$project"}
# What the tour says of itself, and what every tour must have seen.
must_say() { grep -q "$1" "$pictures/summary.json" || { echo "the summary lacks $1"; exit 1; }; }
must_say '"succeeded": true'
must_say '"jobStillRuns": true'
must_say '"reference": "Grader 1"'
must_say '"step": "new-predicted-with-fine-tuned"'
must_say '"step": "bad-no-t1-before"'
must_say '"step": "bad-no-overlap"'
must_say '"step": "brain-kept"'
must_say '"step": "new-default"'
[ "$(ls "$pictures"/*.png | wc -l)" -ge 40 ] || { echo "pictures are missing"; exit 1; }
[ "$(ls "$pictures"/scale-200/*.png | wc -l)" -ge 5 ] || { echo "pictures at 200 % are missing"; exit 1; }
