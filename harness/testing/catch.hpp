#pragma once

// The one place that knows which Catch2 this is: Debian 12 ships 2.13, later releases 3.x.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
