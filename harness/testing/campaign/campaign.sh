#!/usr/bin/env bash
# How good the gate by the stored baseline alone is on this very machine: records a baseline of one scenario, then runs
# `ctest -L perf` many times and counts the verdicts. Prints one line per run and a summary; the raw sessions stay in WORK/build/perf.
# Usage: campaign.sh WORK RUNS SLOWDOWN [--load]   e.g. campaign.sh /tmp/campaign 60 0.10
#   WORK      folder to work in; a baseline recorded there before with the same load is used again
#   SLOWDOWN  fraction of extra work injected into the judged runs (0: none)
#   --load    keeps one core busy, while the baseline is recorded too
set -euo pipefail

[[ $# -ge 3 ]] || { sed -n '2,8p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$1 runs=$2 slowdown=$3 load=${4:-}
build=$work/build

cmake -S "$here" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DRATCHET_SOURCE="$here/../../.." \
    -DRATCHET_KEEP_SESSIONS=1000 -DCMAKE_UNITY_BUILD=ON >/dev/null
cmake --build "$build" >/dev/null
ratchet=$build/ratchet/harness/cli/ratchet

if [[ $load == --load ]]; then
    sh -c 'while :; do :; done' &
    busy=$!
    trap 'kill "$busy"' EXIT
fi

if [[ ! -e $build/baselines ]]; then
    "$ratchet" baseline update --build "$build" --force
fi

declare -A count
covered=0
for ((i = 1; i <= runs; ++i)); do
    code=0
    RATCHET_CONFIRM=never CAMPAIGN_SLOWDOWN=$slowdown ctest --test-dir "$build" -L '^perf$' >"$work/ctest.log" 2>&1 || code=$?
    # The fields of the one gate, one a line: verdict, the verdict before the controls, and the bounds of the change as a
    # fraction, which "change" gives before "shift" repeats them as logs.
    scenario=$build/perf/latest/scenarios/campaign/sort/scenario.json
    field() { sed -n "s/^ *\"$1\": \"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}$/\1/p" "$scenario" | head -1; }
    verdict=$(sed -n '/"verdict": {/,$s/^ *"verdict": "\(.*\)",\{0,1\}$/\1/p' "$scenario" | head -1)
    count[$verdict]=$((${count[$verdict]:-0} + 1))
    lower=$(field lower) upper=$(field upper)
    inside=$(awk -v l="$lower" -v u="$upper" -v s="$slowdown" 'BEGIN { print (l <= s && s <= u) ? 1 : 0 }')
    covered=$((covered + inside))
    printf '%3d  ctest %d  %-14s before controls: %-12s [%s, %s]\n' "$i" "$code" "$verdict" "$(field before_control)" "$lower" "$upper"
done
printf '\nslowdown %s%s, %d runs:' "$slowdown" "${load:+ under load}" "$runs"
for verdict in "${!count[@]}"; do printf ' %s %d' "$verdict" "${count[$verdict]}"; done
printf '; interval covers the slowdown in %d\n' "$covered"
