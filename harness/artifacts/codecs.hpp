#pragma once

// Every kind of document, for callers that handle several.

#include "artifacts/baseline_codec.hpp"
#include "artifacts/bisection_codec.hpp"
#include "artifacts/component_summary_codec.hpp"
#include "artifacts/exec_codec.hpp"
#include "artifacts/layout_codec.hpp"
#include "artifacts/program_listing.hpp"
#include "artifacts/program_result.hpp"
#include "artifacts/run_codec.hpp"
#include "artifacts/scenario_codec.hpp"
#include "artifacts/session_codec.hpp"
#include "artifacts/suite_codec.hpp"
