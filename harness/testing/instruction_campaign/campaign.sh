#!/usr/bin/env bash
# How good a gate on instructions is on this very machine: records a baseline of one scenario, then judges it many times
# without any change and with some more work, and counts the verdicts. Each session has a caller's environment and a label
# of another length, and none runs the code that the baseline calls its own, so that nothing excuses a false alarm.
# Prints one line per session and a tally; the sessions stay in WORK/build/perf. Run it again with other numbers to go on.
# With CMAKE_PREFIX_PATH set to an installed Ratchet nothing but the scenario is built.
# Usage: campaign.sh WORK FROM TO [GROWTH]   e.g. campaign.sh /tmp/campaign 1 25, then 26 50, ...
#   WORK     folder to work in; a baseline recorded there before is used again
#   FROM TO  numbers of the sessions: both are judged in each, once without and once with growth
#   GROWTH   fraction of extra work (0.005); the gate tolerates 0.3 %
set -euo pipefail

[[ $# -ge 3 ]] || { sed -n '2,11p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$1 from=$2 to=$3 growth=${4:-0.005}
build=$work/build

cmake -S "$here" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DRATCHET_SOURCE="$here/../../.." \
    -DRATCHET_KEEP_SESSIONS=1000 -DCMAKE_UNITY_BUILD=ON >/dev/null
cmake --build "$build" >/dev/null
ratchet=$(<"$build/ratchet_program")

if [[ ! -e $build/baselines ]]; then
    "$ratchet" baseline update --build "$build" --force
fi

# judged GROWTH NUMBER: prints the verdict of one session. One that ends otherwise than judged ends the campaign.
judged() {
    local padding code=0
    padding=$(printf "%$(($2 * 37 % 53))s" '' | tr ' ' x)
    HOME=/home/x$padding$padding RATCHET_LABEL=session$padding CAMPAIGN_GROWTH=$1 \
        "$ratchet" run campaign --build "$build" >"$work/run.log" 2>&1 || code=$?
    [[ $code -eq 0 || $code -eq 1 || $code -eq 77 ]] || { cat "$work/run.log" >&2; return 1; }
    sed -n '/"verdict": {/,$s/^ *"verdict": "\(.*\)",\{0,1\}$/\1/p' \
        "$build/perf/latest/scenarios/campaign/divide/scenario.json" | head -1 | sed "s/$/ (exit code $code)/"
}

declare -A count
for ((i = from; i <= to; ++i)); do
    for change in 0 "$growth"; do
        verdict=$(judged "$change" "$i")
        count["growth $change: $verdict"]=$((${count["growth $change: $verdict"]:-0} + 1))
        printf '%3d  growth %-6s %s\n' "$i" "$change" "$verdict"
    done
done
printf '\nsessions %d to %d\n' "$from" "$to"
for line in "${!count[@]}"; do printf '  %s %d\n' "$line" "${count[$line]}"; done | sort
