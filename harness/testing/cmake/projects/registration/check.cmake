configure(-DCMAKE_BUILD_TYPE=Release -DRATCHET_HOST_CLASS=lab -DRATCHET_KEEP_SESSIONS=5 -DRATCHET_MODE=strict)
expect_success()
build()
expect_success()
read_tests()
set(registry "${build}/perf/registry")

expect_tests("the project"
  perf.session
  perf.echo/plain perf.echo/built perf.within/echo perf.search/wide perf.search/deep.tree perf.search/slow
  perf.suite.search perf.suite.echo perf.suite.within perf.suite.quick perf.suite.overnight perf.suite.late
  perf.report
  unit.own)

expect_command(perf.session session begin --registry "${registry}")
expect_command(perf.search/wide run --ctest --registry "${registry}" search/wide)
expect_command(perf.suite.quick suite --ctest --registry "${registry}" quick)
expect_command(perf.report report --ctest --registry "${registry}")

# Labels: its suites, its own, and `nightly` instead of all that `ctest -L perf` selects
expect_property(perf.search/wide LABELS "perf;perf.quick;perf.search;search;team:core")
expect_property(perf.search/deep.tree LABELS "perf;perf.late;perf.search;search;team:core")
expect_property(perf.search/slow LABELS "cluster;nightly")
expect_property(perf.within/echo LABELS "perf;perf.late;perf.within")
expect_property(perf.suite.overnight LABELS "nightly")
expect_property(perf.suite.quick LABELS "perf;perf.quick")
expect_property(perf.session LABELS "perf")
expect_property(perf.report LABELS "perf")

# Fixtures
expect_property(perf.session FIXTURES_SETUP "perf.session")
expect_property(perf.search/wide FIXTURES_REQUIRED "perf.session;perf.suite.quick;perf.suite.search")
expect_property(perf.suite.quick FIXTURES_REQUIRED "perf.session")
expect_property(perf.suite.quick FIXTURES_CLEANUP "perf.suite.quick")
expect_property(perf.report FIXTURES_CLEANUP "perf.session")
expect_property(perf.report FIXTURES_REQUIRED "")   # with its own fixture it would be a cycle

# The rest
expect_property(perf.search/wide TIMEOUT 60.0)
expect_property(perf.search/slow TIMEOUT 3600.0)
expect_property(perf.echo/built TIMEOUT 600.0)
expect_property(perf.search/slow PROCESSORS 2)
expect_property(perf.echo/plain PROCESSORS "")      # one, by ratchet_set_scenario(), over the command's three
expect_property(perf.search/wide RUN_SERIAL ON)
expect_property(perf.suite.quick RUN_SERIAL "")
expect_property(perf.search/deep.tree ATTACHED_FILES_ON_FAIL "${build}/perf/latest/scenarios/search/deep.tree/scenario.json")
expect_property(perf.suite.quick ATTACHED_FILES "${build}/perf/latest/suites/quick/suite.json")
expect_property(perf.report ATTACHED_FILES "${build}/perf/latest/report.md")
foreach(test IN LISTS tests)
  if(test MATCHES "^perf")
    expect_property(${test} SKIP_RETURN_CODE 77)
    expect_property(${test} COST -1.0)
    expect_property(${test} ENVIRONMENT "")
    expect_property(${test} WORKING_DIRECTORY "${build}")
  endif()
endforeach()

# The registry
foreach(file IN ITEMS index.json search.group.json echo.plain.command.json)
  expect_in_registry(${file} ratchet/registry/1 $schema)
endforeach()
expect_in_registry(index.json registration project)
expect_in_registry(index.json "${source}" source_directory)
expect_in_registry(index.json "${build}" binary_directory)
expect_in_registry(index.json "${build}/perf" output_directory)
expect_in_registry(index.json Release configuration)
expect_in_registry(index.json strict mode)
expect_in_registry(index.json lab host_class)
expect_in_registry(index.json 5 keep_sessions)
expect_in_registry(index.json "echo/plain;echo/built;within/echo" commands)
expect_in_registry(index.json search groups 0 name)
expect_in_registry(index.json program groups 0 kind)
expect_in_registry(index.json quick suites 0 name)
expect_in_registry(index.json "search/wide;echo/plain" suites 0 scenarios)
expect_in_registry(index.json "after its scenarios" suites 2 description)
expect_in_registry(index.json 3600 scenario_options search/slow timeout_s)
expect_in_registry(index.json none scenario_options echo/plain gate)

expect_in_registry(search.group.json search group)
expect_in_registry(search.group.json search target)
expect_in_registry(search.group.json "${build}/subjects/search" executable)
expect_in_registry(search.group.json "best first" options description)
expect_in_registry(search.group.json 14 options repetitions)
expect_in_registry(search.group.json 30 options max_repetitions)
expect_in_registry(search.group.json none options profiler)
expect_in_registry(search.group.json "wall_time 2%/5%;peak_rss <= 64MiB" options gate)
expect_in_registry(search.group.json 2 options cpus)
expect_in_registry(search.group.json 60 options timeout_s)
expect_in_registry(search.group.json "search;team:core" options labels)
expect_in_registry(search.group.json "MODE=a b;c" options environment 0)
expect_in_registry(search.group.json HOME options environment 1)
expect_in_registry(search.group.json "${build}/subjects/data" options working_directory)
expect_in_registry(search.group.json "${source}/subjects/accepted" options baseline_directory)

expect_in_registry(echo.plain.command.json "echo;hello" command)
expect_in_registry(echo.built.command.json "${build}/subjects/tool;tool" command)
expect_in_registry(echo.built.command.json "${build}/subjects" options working_directory)
expect_in_registry(echo.built.command.json "${source}/baselines" options baseline_directory)
expect_in_registry(within.echo.command.json "${source}/within/baselines" options baseline_directory)

file(STRINGS "${registry}/search.names" names)
expect_equal("search.names" "${names}" "wide;deep.tree;slow")
expect_in_registry(search.scenarios.json "few of them, far down" scenarios 1 description)
