set(call "${WORK}/call.cmake")

# wrong(<message> <call> [<cmake argument>...])
function(wrong message text)
  file(WRITE "${call}" "${text}\n")
  configure(--fresh "-DCALL=${call}" ${ARGN})
  expect_failure("${message}")
endfunction()

# Arguments
wrong([[ratchet_add_scenarios: unknown argument "TARGETS"; it takes BASELINE_DIR CPUS DESCRIPTION ENVIRONMENT GATE LABELS MAX_REPETITIONS PROFILER REPETITIONS TARGET TIMEOUT WORKING_DIRECTORY]]
      [[ratchet_add_scenarios(group TARGETS program)]])
wrong([[ratchet_add_command: unknown argument "4"; it takes]] [[ratchet_add_command(group name COMMAND true TIMEOUT 3 4)]])
wrong([[ratchet_add_command: unknown argument ""; it takes]] [[ratchet_add_command(group name "" COMMAND true)]])
wrong([[ratchet_add_suite: unknown argument "group/name"; it takes DESCRIPTION SCENARIOS]] [[ratchet_add_suite(quick group/name)]])
wrong([[ratchet_set_scenario: unknown argument "TARGET"]] [[ratchet_set_scenario(group/name TARGET program)]])
wrong([[ratchet_write_ctest_custom: unknown argument "HERE"; it takes none]] [[ratchet_write_ctest_custom(HERE)]])
wrong([[ratchet_add_scenarios: TARGET needs a value]] [[ratchet_add_scenarios(group TARGET)]])
wrong([[ratchet_add_command: GATE needs a value]] [[ratchet_add_command(group name COMMAND true GATE TIMEOUT 3)]])
wrong([[ratchet_add_command: COMMAND is missing]] [[ratchet_add_command(group name)]])
wrong([[ratchet_add_command: COMMAND is empty]] [[ratchet_add_command(group name COMMAND "")]])
wrong([[ratchet_add_command: BASELINE_DIR is empty; leave it out]] [[ratchet_add_command(group name COMMAND true BASELINE_DIR "")]])
wrong([[ratchet_add_scenarios: TARGET is missing]] [[ratchet_add_scenarios(group)]])
wrong([[ratchet_add_suite: SCENARIOS is missing]] [[ratchet_add_suite(quick)]])
wrong([[ratchet_set_scenario: "group/name" is given no option]] [[ratchet_set_scenario(group/name)]])
wrong([[ratchet_add_command: TIMEOUT is given twice]] [[ratchet_add_command(group name COMMAND true TIMEOUT 3 TIMEOUT 4)]])

wrong([[ratchet_add_google_benchmark: TARGET is missing]] [[ratchet_add_google_benchmark(group FILTER x)]])
wrong([[ratchet_add_google_benchmark: FILTER needs a value]] [[ratchet_add_google_benchmark(group TARGET program FILTER)]])
wrong([[ratchet_add_google_benchmark: FILTER "" is not a regular expression]]
      [[ratchet_add_google_benchmark(group TARGET program FILTER "")]])
wrong([[ratchet_add_google_benchmark: unknown argument "GRID"]] [[ratchet_add_google_benchmark(group TARGET program GRID a=1)]])
wrong([[ratchet_add_scenarios: unknown argument "FILTER"]] [[ratchet_add_scenarios(group TARGET program FILTER x)]])
wrong([[ratchet_add_catch2: TARGET is missing]] [[ratchet_add_catch2(group)]])
wrong([[ratchet_add_catch2: unknown argument "FILTER"]] [[ratchet_add_catch2(group TARGET program FILTER x)]])
wrong([[ratchet_set_scenario: unknown argument "THROUGHPUT"]] [[ratchet_set_scenario(group/name THROUGHPUT 1 nodes)]])

# Grids and throughput
foreach(count IN ITEMS 0 0.0 -1 1e3 ten 007 "")
  wrong("ratchet_add_command: THROUGHPUT \"${count}\" is not a number above 0"
        "ratchet_add_command(group name COMMAND true THROUGHPUT \"${count}\" nodes)")
endforeach()
wrong([[THROUGHPUT takes a count and a unit]] [[ratchet_add_command(group name COMMAND true THROUGHPUT 3)]])
wrong([[THROUGHPUT takes a count and a unit]] [[ratchet_add_command(group name COMMAND true THROUGHPUT 3 "")]])
wrong([[THROUGHPUT takes a count and a unit]] [[ratchet_add_command(group name COMMAND true THROUGHPUT 3 many nodes)]])
wrong([[READY_LINE takes a part of one line]] [[ratchet_add_command(group name COMMAND true READY_LINE "")]])
wrong([[READY_LINE takes a part of one line]] [[ratchet_add_command(group name COMMAND true READY_LINE "a\nb")]])
wrong([[ratchet_add_scenarios: unknown argument "READY_LINE"]] [[ratchet_add_scenarios(group TARGET program READY_LINE x)]])
wrong([[GRID "level" is not <key>=<value>,<value>...]] [[ratchet_add_command(group name COMMAND zstd -@level@ GRID level)]])
wrong([[GRID "1=2" is not <key>=<value>,<value>...]] [[ratchet_add_command(group name COMMAND zstd -@1@ GRID 1=2)]])
wrong([[GRID "level=1,,3" has an empty value]] [[ratchet_add_command(group name COMMAND zstd -@level@ GRID level=1,,3)]])
wrong([[GRID "level=" has an empty value]] [[ratchet_add_command(group name COMMAND zstd -@level@ GRID level=)]])
wrong([[GRID "level=1,3,1" has the value "1" twice]] [[ratchet_add_command(group name COMMAND zstd -@level@ GRID level=1,3,1)]])
wrong([[GRID gives the key "level" twice]] [[ratchet_add_command(group name COMMAND zstd -@level@ GRID level=1 level=2)]])
wrong([[GRID has the key "level", but @level@ stands nowhere in]] [[ratchet_add_command(group name COMMAND zstd -@lvel@ GRID level=1,2)]])
wrong([[THROUGHPUT "none" is not a number above 0]]
      [[ratchet_add_command(group name COMMAND true THROUGHPUT @n@ nodes GRID n=1,none)]])
wrong("the setting \"group/name/v=a-b\" (as group/name-v-a-b) in ${call} meets the setting \"group/name/v=a b\" (as group/name-v-a-b) in ${call}"
      [[ratchet_add_command(group name COMMAND true @v@ GRID "v=a b,a-b")]])
wrong("the command \"group/name-v-1\" in ${call} meets the setting \"group/name/v=1\" (as group/name-v-1) in ${call}"
      [[ratchet_add_command(group name COMMAND true @v@ GRID v=1,2)
ratchet_add_command(group name-v-1 COMMAND true)]])

# Values
foreach(value IN ITEMS 0 -1 1.5 ten 007 1000000 "")
  wrong("ratchet_set_scenario: REPETITIONS \"${value}\" is not a whole number from 1 to 999999"
        "ratchet_set_scenario(group/name REPETITIONS \"${value}\")")
endforeach()
foreach(option IN ITEMS MAX_REPETITIONS CPUS TIMEOUT)
  wrong("ratchet_set_scenario: ${option} \"0\" is not a whole number from 1 to 999999"
        "ratchet_set_scenario(group/name ${option} 0)")
endforeach()
wrong([[ratchet_set_scenario: MAX_REPETITIONS 9 is below REPETITIONS 10]]
      [[ratchet_set_scenario(group/name REPETITIONS 10 MAX_REPETITIONS 9)]])
wrong([[ratchet_add_command: GATE "3%/10%" is not a gate; quote one that has several words]]
      [[ratchet_add_command(group name COMMAND true GATE wall_time 3%/10%)]])
wrong([[ratchet_set_scenario: PROFILER "perf" is not auto, none, sampling, gperftools, callgrind or counters]]
      [[ratchet_set_scenario(group/name PROFILER perf)]])
wrong([[ratchet_set_scenario: LABELS "a b" is not a label]] [[ratchet_set_scenario(group/name LABELS fine "a b")]])
wrong([[ratchet_set_scenario: LABELS "a;b" is not a label]] [[ratchet_set_scenario(group/name LABELS "a;b")]])
wrong([[ratchet_set_scenario: ENVIRONMENT "2=3" is not <NAME>=<value>]] [[ratchet_set_scenario(group/name ENVIRONMENT A=1 2=3)]])

# Names
wrong([["a.b" cannot name a group or suite]] [[ratchet_add_scenarios(a.b TARGET program)]])
wrong([["-a" cannot name a group or suite]] [[ratchet_add_suite(-a SCENARIOS group/name)]])
wrong([["" cannot name a group or suite]] [[ratchet_add_suite("" SCENARIOS group/name)]])
wrong([["a;b" cannot name a group or suite]] [[ratchet_add_suite("a;b" SCENARIOS group/name)]])
wrong([[the name "session" is reserved]] [[ratchet_add_command(session name COMMAND true)]])
wrong([[the name "suite" is reserved]] [[ratchet_add_suite(suite SCENARIOS group/name)]])
wrong([["group/a b" cannot name a scenario]] [[ratchet_add_command(group "a b" COMMAND true)]])
wrong([["name" cannot name a scenario]] [[ratchet_add_suite(quick SCENARIOS group/name name)]])
wrong([["a/b/c" cannot name a scenario]] [[ratchet_set_scenario(a/b/c GATE none)]])

# One name, one meaning
wrong([[the command "group/name" in]] [[ratchet_add_command(group name COMMAND true)
ratchet_add_command(group name COMMAND false)]])
wrong("the suite \"group\" in ${call} meets the group \"group\" in ${call}" [[ratchet_add_command(group name COMMAND true)
ratchet_add_suite(group SCENARIOS group/name)]])
wrong("the group \"quick\" in ${call} meets the suite \"quick\" in ${call}" [[ratchet_add_suite(quick SCENARIOS group/name)
ratchet_add_scenarios(quick TARGET program)]])
wrong([[the group "group" in]] [[ratchet_add_scenarios(group TARGET program)
ratchet_add_command(group name COMMAND true)]])
wrong([[the suite "quick" in]] [[ratchet_add_suite(quick SCENARIOS group/name)
ratchet_add_suite(quick SCENARIOS group/name)]])
wrong([[the options of "group/name" in]] [[ratchet_set_scenario(group/name CPUS 1)
ratchet_set_scenario(group/name TIMEOUT 1)]])
wrong([[a scenario is given twice to "quick"]] [[ratchet_add_suite(quick SCENARIOS group/name group/name)]])

# Targets
wrong([[TARGET "missing" does not exist (yet)]] [[ratchet_add_scenarios(group TARGET missing)]])
wrong([[TARGET "library" is not an executable of this project]] [[ratchet_add_scenarios(group TARGET library)]])
wrong([[TARGET "imported" is not an executable of this project]] [[ratchet_add_scenarios(group TARGET imported)]])
wrong([[ratchet_add_google_benchmark: TARGET "missing" does not exist (yet)]]
      [[ratchet_add_google_benchmark(group TARGET missing)]])
wrong("ratchet_add_google_benchmark: call it in ${source}/below,"
      [[ratchet_add_google_benchmark(group TARGET program_below)]])
wrong("call it in ${source}/below, where the TARGET \"program_below\" is added" [[ratchet_add_scenarios(group TARGET program_below)]])

# Flags
wrong([[ratchet_profile_flags: name the targets]] [[ratchet_profile_flags()]])
wrong([[ratchet_profile_flags: "missing" is no target (yet)]] [[ratchet_profile_flags(program missing)]])
wrong([[ratchet_profile_flags: "" is no target (yet)]] [[ratchet_profile_flags("")]])
wrong([[ratchet_profile_flags: this project compiles nothing for "library"]] [[ratchet_profile_flags(library)]])
wrong([[ratchet_profile_flags: this project compiles nothing for "imported"]] [[ratchet_profile_flags(imported)]])

# The build as a whole
set(good_call [[ratchet_add_command(group name COMMAND true)]])
wrong("call enable_testing() or include(CTest) in ${source}/CMakeLists.txt" "${good_call}" -DWITHOUT_TESTING=ON)
wrong([[no directory that calls a ratchet_ function sees the target Ratchet::ratchet]] "${good_call}" -DWITHOUT_PACKAGE=ON)
wrong([[a deferred call came after the end of]] "${good_call}
cmake_language(DEFER CALL ratchet_add_command group late COMMAND true)")
wrong([[RATCHET_MODE "lenient" is not report, gate or strict]] "${good_call}" -DRATCHET_MODE=lenient)
wrong([[RATCHET_KEEP_SESSIONS "0" is not a whole number]] "${good_call}" -DRATCHET_KEEP_SESSIONS=0)
foreach(character IN ITEMS "\"" "[" "]")
  wrong([[contains a double quote, a backslash, a semicolon or a square bracket]] "${good_call}"
        "-DRATCHET_OUTPUT_DIR=/tmp/a${character}b")
endforeach()

# Two copies of the package
file(COPY "${repository}/cmake" DESTINATION "${WORK}/other")
set(include_other "include(\"${WORK}/other/cmake/Ratchet.cmake\")")
wrong("Two versions of Ratchet meet in this build: 1.2.3 from" "set(Ratchet_VERSION 1.3)\n${include_other}")
