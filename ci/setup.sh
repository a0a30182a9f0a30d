#!/usr/bin/env bash
# Installs what Ratchet needs to build, test and measure, from Debian's own packages and one of npm's. Says what and why;
# does nothing when all of it is there. Usage: ci/setup.sh [--needed-only]
set -euo pipefail

needed=(
    "g++              the compiler"
    "cmake            configures, and brings ctest"
    "ninja-build      builds"
    "git              names the commit that was measured"
    "nlohmann-json3-dev  reads and writes artifacts"
    "libcli11-dev     the command line"
    "libfmt-dev       formats text"
    "libboost-math-dev  Student's t and binomial distributions"
    "libssl-dev       SHA-256"
)
optional=(
    "libhwloc-dev     picks CPUs to pin to by topology"
    "libdw-dev        unwinds stacks and knows functions: profiles"
    "libgoogle-perftools4  profiles where perf events are denied"
    "linux-perf       what our sampler is held against (nightly)"
    "gnuplot-nox      draws the plots of each suite"
    "valgrind         counts instructions for gates on them and for PROFILER callgrind"
    "libpugixml-dev   reads the reports of Catch2 benchmarks"
    "zlib1g-dev       compresses profiles for pprof"
    "graphviz         draws the call graphs of profiles"
    "catch2           our unit tests, and a case of our CMake tests"
    "libbenchmark-dev  benchmarks/kernels, and a case of our CMake tests"
    "libvalijson-dev  checks artifacts against their schemas in our tests"
    "libxml2-utils    xmllint: checks JUnit XML, Test.xml and flame graphs in our tests"
    "chromium         the browser that flame graphs are tried in"
    "nodejs           drives it"
    "xz-utils         unpacks the recorded sessions that the judge is tried on"
    "zstd             the program that benchmarks/compression measures"
    "make             a case of our CMake tests"
    "protobuf-compiler  protoc: decodes profile.pb.gz in our tests"
    "clang            fuzzes what reads profiles of other tools in our tests"
    "libclang-rt-dev  libFuzzer, for that"
    "dpkg-dev         finds what the .deb depends on"
    "libyaml-libyaml-perl  checks the syntax of the workflow files in our tests"
    "hyperfine        what ratchet exec and selfcheck are held against"
    "gcovr            line coverage (preset coverage)"
    "clang-tidy       static analysis (preset tidy)"
    "clang-format     formatting check"
)

fail() {
    printf 'ci/setup.sh: %s\n' "$1" >&2
    exit 2
}

list=("${needed[@]}")
if [[ ${1:-} != --needed-only ]]; then
    [[ $# -eq 0 ]] || fail "unknown argument '$1'; the only one is --needed-only"
    list+=("${optional[@]}")
fi

# Profiles are opened in it by our tests; not in Debian.
speedscope=1.25.0
if [[ ${1:-} != --needed-only ]] && ! command -v npm >/dev/null; then
    list+=("npm  installs speedscope, in which our tests open profiles")
fi

names=()
for entry in "${list[@]}"; do
    names+=("${entry%% *}")
done

command -v dpkg-query >/dev/null ||
    fail "this script knows Debian and its relatives only. Install by your own means: ${names[*]}"

missing=()
for entry in "${list[@]}"; do
    name=${entry%% *}
    status=$(dpkg-query --show --showformat='${Status}' "$name" 2>/dev/null || printf 'absent')
    [[ $status == "install ok installed" ]] || missing+=("$entry")
done
with_npm=()
if [[ ${1:-} != --needed-only && ! -e $(npm root --global 2>/dev/null)/speedscope/package.json ]]; then
    with_npm=("speedscope@$speedscope")
fi
if [[ ${#missing[@]} -eq 0 && ${#with_npm[@]} -eq 0 ]]; then
    echo "ci/setup.sh: all ${#names[@]} packages are installed"
    exit 0
fi

echo "ci/setup.sh: installing"
printf '  %s\n' "${missing[@]}" "${with_npm[@]}"
to_install=()
for entry in "${missing[@]}"; do
    to_install+=("${entry%% *}")
done

as_root=()
if [[ $(id -u) -ne 0 ]]; then
    command -v sudo >/dev/null ||
        fail "needs root to install; as root run: apt-get install ${to_install[*]}${with_npm:+; npm install --global ${with_npm[*]}}"
    as_root=(sudo)
fi
if [[ ${#to_install[@]} -gt 0 ]]; then
    "${as_root[@]}" apt-get update -qq || fail "apt-get update failed; check the network and /etc/apt/sources.list"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${to_install[@]}" >/dev/null ||
        fail "apt-get install failed for: ${to_install[*]}"
fi
if [[ ${#with_npm[@]} -gt 0 ]]; then
    "${as_root[@]}" npm install --global --ignore-scripts --no-audit --no-fund --silent "${with_npm[@]}" ||
        echo "ci/setup.sh: npm could not install ${with_npm[*]}; the test that opens profiles in it is skipped"
fi
echo "ci/setup.sh: done"
