#!/usr/bin/env bash
# What `ratchet exec` adds to the programs it measures, beside hyperfine and a bare loop of spawn and wait: the same
# commands by all three in turns, several rounds, medians of the rounds. Needs hyperfine and a C++ compiler.
# Usage: exec_against_hyperfine.sh RATCHET [ROUNDS]   e.g. exec_against_hyperfine.sh build/release/harness/cli/ratchet
set -euo pipefail

[[ $# -ge 1 ]] || { sed -n '2,4p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ratchet=$1 rounds=${2:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${CXX:-c++}" -O2 -std=c++17 -o "$work/bare_spawn" "$here/bare_spawn.cpp"

median() { sort -g | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }
seconds() { date +%s.%N; }
# per_run FROM TO RUNS: microseconds
per_run() { awk -v from="$1" -v to="$2" -v runs="$3" 'BEGIN { printf "%.1f\n", (to - from) / runs * 1e6 }'; }
# The median of every "median": in microseconds
reported() { sed -n 's/^ *"median": \([0-9.e-]*\),*$/\1/p' "$1" | tail -1 | awk '{ printf "%.1f\n", $1 * 1e6 }'; }

printf '%-34s %14s %14s %14s   %s\n' "command (medians, µs)" bare ratchet hyperfine "whole run: bare, ratchet, hyperfine"
measure() {
    local runs=$1 round from name
    shift
    rm -f "$work"/*.txt
    for ((round = 0; round < rounds; ++round)); do
        "$work/bare_spawn" "$runs" "$@" >"$work/bare"
        cut -d' ' -f1 "$work/bare" >>"$work/bare.txt"
        cut -d' ' -f2 "$work/bare" >>"$work/bare_each.txt"
        from=$(seconds)
        "$ratchet" exec --repetitions "$runs" --json "$work/ratchet.json" -- "$@" >/dev/null 2>&1
        per_run "$from" "$(seconds)" "$runs" >>"$work/ratchet_each.txt"
        reported "$work/ratchet.json" >>"$work/ratchet.txt"
        from=$(seconds)
        hyperfine --style none -N --runs "$runs" --export-json "$work/hyperfine.json" "$(printf '%q ' "$@")" >/dev/null 2>&1
        per_run "$from" "$(seconds)" "$runs" >>"$work/hyperfine_each.txt"
        reported "$work/hyperfine.json" >>"$work/hyperfine.txt"
    done
    name=$*
    printf '%-34s %14s %14s %14s   %s, %s, %s\n' "${name:0:34}" \
        "$(median <"$work/bare.txt")" "$(median <"$work/ratchet.txt")" "$(median <"$work/hyperfine.txt")" \
        "$(median <"$work/bare_each.txt")" "$(median <"$work/ratchet_each.txt")" "$(median <"$work/hyperfine_each.txt")"
}

measure 500 true
measure 100 sleep 0.01
measure 40 awk 'BEGIN { for (i = 0; i < 300000; ++i) sum += i }'
