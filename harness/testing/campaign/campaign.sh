#!/usr/bin/env bash
# How well the gate decides on this very machine: injects a slowdown that is known, has Ratchet judge it many times, and keeps the
# raw values of every trial, a line of JSON each, for `ratchet_validation`. Cut off at any time, it goes on where it was.
# Usage: campaign.sh stage1|duet WORK TRIALS SLOWDOWN [--load]   e.g. campaign.sh duet /tmp/campaign 300 0
#   stage1    `ctest -L perf` by a stored baseline alone, which is recorded when there is none of this boot
#   duet      `ratchet duet` with a build that has no slowdown
#   WORK      folder to work in; the lines go to WORK/<stage1|duet>-<idle|loaded>-<slowdown>.jsonl
#   TRIALS    how many lines there shall be
#   SLOWDOWN  fraction of extra work, 0.05
#   --load    keeps one core busy, while the baseline is recorded too
# RATCHET_BUILD is the build tree of Ratchet that is tried, with its tests; default: build/release of this checkout.
set -euo pipefail

[[ $# -ge 4 && ( $1 == stage1 || $1 == duet ) ]] || { sed -n '2,12p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
kind=$1 work=$2 trials=$3 slowdown=$4 load=${5:-}
host=$([[ $load == --load ]] && echo loaded || echo idle)
ratchet_build=${RATCHET_BUILD:-$here/../../../build/release}
values=$work/$kind-$host-$slowdown.jsonl
validation=$ratchet_build/harness/testing/simulation/ratchet_validation
ratchet=$work/installed/bin/ratchet

build_project() {  # <directory> <slowdown>: the program under test, with the Ratchet that is tried
    cmake -S "$here" -B "$1" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$work/installed" \
        -DCAMPAIGN_SLOWDOWN="$2" >/dev/null
    cmake --build "$1" >/dev/null
}

cmake --install "$ratchet_build" --prefix "$work/installed" >/dev/null
build=$work/$host
build_project "$build" ""
build_project "$work/reference" 0
if [[ $load == --load ]]; then
    sh -c 'while :; do :; done' &
    busy=$!
    trap 'kill "$busy"' EXIT
fi

boot=$(cat /proc/sys/kernel/random/boot_id)
if [[ $kind == stage1 ]] && ! grep -qrs "$boot" "$build/baselines"; then
    "$ratchet" baseline update --build "$build" --force campaign
    "$validation" keep "$build/perf/latest" >>"$work/recording-$host-0.jsonl"
fi

touch "$values"
for ((i = $(wc -l <"$values") + 1; i <= trials; ++i)); do
    code=0
    if [[ $kind == stage1 ]]; then
        RATCHET_CONFIRM=never CAMPAIGN_SLOWDOWN=$slowdown ctest --test-dir "$build" -L '^perf$' >"$work/log" 2>&1 || code=$?
    else
        CAMPAIGN_SLOWDOWN=$slowdown "$ratchet" duet pair/sort --build "$build" --against "$work/reference" >"$work/log" 2>&1 || code=$?
    fi
    "$validation" keep "$build/perf/latest" >"$work/line"
    cat "$work/line" >>"$values"
    printf "%3d  exit code %d  %s\n" "$i" "$code" "$("$validation" replay "$work/line")"
done
