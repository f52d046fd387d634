#include "applicants/protected_names.hpp"

#include <array>

#include "applicants/name_words.hpp"

namespace prescore {
namespace {

constexpr std::array<std::string_view, 25> kWords = {
    "sex",        "gender",   "age",       "birth",          "birthday", "birthdate",   "dob",
    "race",       "ethnic",   "ethnicity", "nationality",    "religion", "marital",     "married",
    "disability", "disabled", "pregnancy", "pregnant",       "marriage", "citizenship", "пол",
    "возраст",    "рождения", "семейное",  "национальность",
};

}  // namespace

bool suggests_protected_trait(std::string_view name) { return has_word(name, kWords); }

}  // namespace prescore
