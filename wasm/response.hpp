// What the core answers, as the JSON text that index.ts unpacks. The one response shape of the boundary.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "prescore/evaluate.hpp"

namespace prescore::wasm {

/// {"error":"wrong_version","section":"header","index":0,"offset":4}
[[nodiscard]] std::string describe(const ModelError& error);

/// {"programme":"...","questions":[...],"offers":[...]}, as `Questionnaire` in types.ts.
[[nodiscard]] std::string describe(const Programme& programme);

/// {"kind":"decision",...}, as `Decision` in types.ts.
[[nodiscard]] std::string describe(const Programme& programme, const Decision& decision);

/// {"kind":"issues","issues":[...]}; an issue of an answer that has no question gives the answer's index as `answer`.
[[nodiscard]] std::string describe(const Programme& programme, const std::vector<Issue>& issues);

/// {"kind":"value","value":...} or {"kind":"issue","issue":{...}}, as `Reading` in types.ts.
[[nodiscard]] std::string describe(const Programme& programme, std::uint32_t question,
                                   const Result<std::int32_t, IssueCode>& reading);

}  // namespace prescore::wasm
