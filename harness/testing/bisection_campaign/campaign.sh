#!/usr/bin/env bash
# How often `ratchet bisect` names the right commit on this very machine. Makes git repositories of 32 commits, of which
# one, drawn by the repository's number, adds exactly 5 % work to a scenario of about 50 ms; the others are comments,
# functions that move the code about, 1 % of work that comes and goes again, and two that do not build. Searches each
# from the first to the last commit and prints one line per repository and a summary.
# Usage: campaign.sh WORK REPOSITORIES [--load]   e.g. campaign.sh /tmp/bisections 20 --load
#   WORK          folder to work in; repositories that were searched there with the same load are not searched again,
#                 and a search that was interrupted goes on
#   REPOSITORIES  how many in all
#   --load        keeps one core busy
# WORK/results[-load]/ keeps for each repository the line and, as JSON for `ratchet_validation`, all that it follows from:
#   cat results-load/*.jsonl | xz -9 >harness/testing/simulation/recorded/bisections-loaded.jsonl.xz
# RATCHET_BUILD is the build tree of Ratchet that is tried, with its tests; default: build/release of this checkout.
# A repository takes two to four minutes.
set -euo pipefail

[[ ( $# -eq 2 || ( $# -eq 3 && $3 == --load ) ) && $2 == +([0-9]) ]] || { sed -n '2,13p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$1 repositories=$2 load=${3:+-load}
ratchet_build=${RATCHET_BUILD:-$here/../../../build/release}

commits=32
results=$work/results$load
mkdir -p "$results"
work=$(cd "$work" && pwd)
results=$work/results$load
cmake --install "$ratchet_build" --prefix "$work/ratchet" >"$work/install.log"
ratchet=$work/ratchet/bin/ratchet
validation=$(cd "$ratchet_build" && pwd)/harness/testing/simulation/ratchet_validation

export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b

# draw LIMIT: `drawn` is a whole number from 0 below LIMIT, by `state` alone.
draw() {
    state=$(((state * 1103515245 + 12345) % 2147483648))
    drawn=$(((state >> 8) % $1))
}

# plan NUMBER: what the commits of a repository are, by its number alone. Commits count from 1.
#   culprit               the one that adds 5 %
#   broken_1 broken_2     do not build
#   up_from up_to         between these, the latter not included, there is 1 % more work
#   down_from down_to     1 % less
plan() {
    state=$((1000 + $1))
    for _ in 1 2 3 4; do draw 2; done
    draw $((commits - 1)); culprit=$((2 + drawn))
    broken_1=$culprit broken_2=$culprit
    while ((broken_1 == culprit)); do draw $((commits - 2)); broken_1=$((2 + drawn)); done
    while ((broken_2 == culprit || broken_2 == broken_1)); do draw $((commits - 2)); broken_2=$((2 + drawn)); done
    draw $((commits - 6)); up_from=$((2 + drawn)); draw 4; up_to=$((up_from + 1 + drawn))
    draw $((commits - 6)); down_from=$((2 + drawn)); draw 4; down_to=$((down_from + 1 + drawn))
}

# blocks COMMIT: the amount of work; 5 % of the first commit's is 70 blocks.
blocks() {
    local count=1400
    if (($1 >= culprit)); then count=$((count + 70)); fi
    if (($1 >= up_from && $1 < up_to)); then count=$((count + 14)); fi
    if (($1 >= down_from && $1 < down_to)); then count=$((count - 14)); fi
    echo "$count"
}

# make_repository DIRECTORY: the same commits, to the last bit, each time.
make_repository() {
    local source=$1 commit
    rm -rf "$source"
    cp -r "$here/project" "$source"
    git -C "$source" init --quiet --initial-branch=main
    : >"$source/ahead.hpp"
    : >"$source/helpers.cpp"
    for ((commit = 1; commit <= commits; ++commit)); do
        sed -i '/does not compile/d' "$source/helpers.cpp"
        draw 3
        case $drawn in
            0) echo "// a remark of commit $commit" >>"$source/main.cpp" ;;
            1) echo "[[gnu::used]] static int ahead_$commit(int x) { return x * $commit + x / ($commit + x * x); }" \
                >>"$source/ahead.hpp" ;;
            2) echo "int help_$commit(int x) { return x % $commit == 0 ? x / $commit : x * $commit + 1; }" \
                >>"$source/helpers.cpp" ;;
        esac
        if ((commit == broken_1 || commit == broken_2)); then echo "this does not compile" >>"$source/helpers.cpp"; fi
        echo "constexpr int blocks = $(blocks "$commit");" >"$source/amount.hpp"
        git -C "$source" add .
        GIT_AUTHOR_DATE="$((1767225600 + commit)) +0000" GIT_COMMITTER_DATE="$((1767225600 + commit)) +0000" \
            git -C "$source" commit --quiet --message "commit $commit"
    done
    git -C "$source" tag complete
}

# number SOURCE ABBREVIATED: a commit's place in the history.
number() {
    git -C "$1" rev-list --reverse main | grep -n "^$2" | cut -d: -f1
}

# search NUMBER: leaves results/NUMBER.txt.
search() {
    local id directory source build started code=0 said json first=0 last=0 ended counts
    printf -v id '%02d' "$1"
    directory=$work/repository$load-$id source=$directory/source build=$directory/build
    plan "$1"
    mkdir -p "$directory"
    if ! git -C "$source" rev-parse --quiet --verify complete >"$directory/log" 2>&1; then make_repository "$source"; fi
    started=$SECONDS
    cmake -S "$source" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release "-DCMAKE_PREFIX_PATH=$work/ratchet" >>"$directory/log"
    cmake --build "$build" >>"$directory/log"
    "$ratchet" bisect work/sort --build "$build" --good main~$((commits - 1)) --bad main \
        >"$directory/said" 2>>"$directory/log" || code=$?
    if ((code != 0 && code != 77)); then
        echo "campaign.sh: ratchet bisect ended with $code; $directory/log says why" >&2
        exit 1
    fi
    said=$(tr -s '\n ' ' ' <"$directory/said")
    json=$(find "$build/perf/bisections" -name bisection.json)
    # A range ends in "... to <commit> made work/sort slower" too.
    if [[ $said =~ "commits from "([0-9a-f]{12})" to "([0-9a-f]{12}) ]]; then
        first=$(number "$source" "${BASH_REMATCH[1]}") last=$(number "$source" "${BASH_REMATCH[2]}")
    elif [[ $said =~ ([0-9a-f]{12})" made work/sort slower" ]]; then
        first=$(number "$source" "${BASH_REMATCH[1]}") last=$first
    elif [[ $said == *"could not be told from"* ]]; then
        first=2 last=$commits
    fi
    if ((first > culprit || last < culprit)); then ended=wrong  # also where the ends were called alike: 0 to 0
    elif ((first == last)); then ended=exact
    else ended=range; fi
    "$validation" keep-search "$(dirname "$json")" $((culprit - 1)) >"$results/$id.part"
    mv "$results/$id.part" "$results/$id.jsonl"
    counts=$(awk '/"duets": / { duets += $2 } /"state": "undecided"/ { undecided++ } /"state": "unusable"/ { unusable++ }
                  END { printf "duets %d undecided %d unusable %d", duets, undecided, unusable }' "$json")
    printf '%s %-5s culprit %d named %d to %d %s seconds %d\n' "$id" "$ended" "$culprit" "$first" "$last" "$counts" \
        "$((SECONDS - started))" >"$results/$id.part"
    mv "$results/$id.part" "$results/$id.txt"
    rm -rf "$directory"
}

if [[ $load ]]; then
    sh -c 'while :; do :; done' &
    busy=$!
    trap 'kill "$busy"' EXIT
fi
for ((repository = 1; repository <= repositories; ++repository)); do
    printf -v id '%02d' "$repository"
    if [[ ! -e $results/$id.txt ]]; then search "$repository"; fi
    cat "$results/$id.txt"
done
cat "$results"/*.txt | awk '
    { ended[$2]++; duets += $10; if ($10 > most) most = $10 }
    END { printf "\n%d repositories: %d exact, %d a range with the culprit in it, %d wrong; duets: %.1f on average, %d at most\n",
          NR, ended["exact"], ended["range"], ended["wrong"], duets / NR, most }'
