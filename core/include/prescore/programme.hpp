// Everything that one programme decides with: what the model file holds, once loaded and checked.
#pragma once

#include <string>

#include "prescore/encoding.hpp"
#include "prescore/forest.hpp"
#include "prescore/pd_table.hpp"
#include "prescore/policy.hpp"
#include "prescore/questionnaire.hpp"
#include "prescore/reference.hpp"

namespace prescore {

/// A plain value: it may be copied and moved, and holds no pointer into itself. Its parts must fit one another, which
/// `check` (check.hpp) makes sure of; `read_packed` (packed.hpp) returns only checked ones.
struct Programme {
  /// [a-z0-9_-]{1,64}, for example `instant-card`.
  std::string id;
  Questionnaire questionnaire;
  Encoding encoding;
  Forest forest;
  PdTable pd_table;
  Policy policy;
  Reference reference;
};

}  // namespace prescore
