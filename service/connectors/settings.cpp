#include "service/connectors/settings.hpp"

#include <algorithm>

#include "prescore/questionnaire.hpp"
#include "service/connectors/bureau_url.hpp"
#include "service/store/database_place.hpp"

namespace prescore::service {
namespace {

constexpr std::size_t kMaxConnectors = 16;

std::chrono::milliseconds read_seconds(const JsonPlace& place) {
  return std::chrono::milliseconds(static_cast<std::int64_t>(place.number(0.01, 60) * 1000));
}

std::size_t read_size(const JsonPlace& place, std::int64_t minimum, std::int64_t maximum) {
  return static_cast<std::size_t>(place.integer(minimum, maximum));
}

std::vector<std::string> read_questions(const JsonPlace& place) {
  std::vector<std::string> questions;
  for (const JsonPlace& item : place.items({1, kMaxQuestions, "question"})) questions.push_back(item.name());
  return questions;
}

BreakerSettings read_breaker(const JsonPlace& place) {
  place.allow_keys({"failures", "open_seconds"});
  BreakerSettings breaker;
  if (place.has("failures")) breaker.failures = static_cast<int>(place.at("failures").integer(1, 1000));
  if (place.has("open_seconds")) {
    breaker.open_time =
        std::chrono::milliseconds(static_cast<std::int64_t>(place.at("open_seconds").number(0.1, 3600) * 1000));
  }
  return breaker;
}

/// A text that is not empty and without NUL.
std::string read_filled_text(const JsonPlace& place, const char* what) {
  std::string text = place.text();
  const bool is_unfit = text.empty() || text.find('\0') != std::string::npos;
  if (place.is_present() && place.json().is_string() && is_unfit) place.report(what);
  return text;
}

/// A JSON pointer to something inside of a document: "/a", "/list/0/a~1b".
std::string read_pointer(const JsonPlace& place) {
  std::string text = place.text();
  if (!place.is_present() || !place.json().is_string()) return text;
  bool is_pointer = text.starts_with('/');
  for (std::size_t at = text.find('~'); at != std::string::npos; at = text.find('~', at + 1)) {
    is_pointer = is_pointer && at + 1 < text.size() && (text[at + 1] == '0' || text[at + 1] == '1');
  }
  if (!is_pointer) place.report("must be a JSON pointer, as in \"/report/score\"");
  return text;
}

TableSettings read_table(const JsonPlace& place) {
  place.allow_keys({"name", "questions"});
  TableSettings table;
  if (place.has("name")) table.name = place.at("name").name();
  if (place.has("questions")) table.questions = read_questions(place.at("questions"));
  return table;
}

SelectSettings read_select(const JsonPlace& place, const ReadPath& read_path) {
  place.allow_keys(
      {"name", "database", "password", "statement", "questions", "timeout_seconds", "threads", "waiting", "breaker"});
  SelectSettings select;
  select.name = place.at("name").name();
  const JsonPlace database = place.at("database");
  const bool is_connection = database.is_present() && database.json().is_string() &&
                             is_connection_string(database.json().get_ref<const std::string&>());
  select.database = is_connection ? database.text() : read_path(database).string();
  // libpq's own reason may quote the password.
  if (is_connection && !is_valid_connection(select.database)) {
    database.report("cannot be read as a connection string, as in postgresql://service@db.bank:5432/clients");
  }
  if (place.has("password")) select.password = read_path(place.at("password"));
  const JsonPlace statement = place.at("statement");
  select.statement = read_filled_text(statement, "must be a SELECT");
  if (statement.is_present() && statement.json().is_string() && select.statement.find(":client") == std::string::npos) {
    statement.report("must have :client, where the client's reference goes");
  }
  select.questions = read_questions(place.at("questions"));
  if (place.has("timeout_seconds")) select.timeout = read_seconds(place.at("timeout_seconds"));
  if (place.has("threads")) select.threads = read_size(place.at("threads"), 1, 64);
  if (place.has("waiting")) select.waiting = read_size(place.at("waiting"), 0, 100'000);
  if (place.has("breaker")) select.breaker = read_breaker(place.at("breaker"));
  return select;
}

void read_limits(const JsonPlace& place, BureauSettings& bureau) {
  if (place.has("timeout_seconds")) bureau.timeout = read_seconds(place.at("timeout_seconds"));
  if (place.has("deadline_seconds")) bureau.deadline = read_seconds(place.at("deadline_seconds"));
  if (place.has("attempts")) bureau.attempts = static_cast<int>(place.at("attempts").integer(1, 5));
  if (place.has("answer_bytes")) bureau.answer_bytes = read_size(place.at("answer_bytes"), 64, 16'777'216);
  if (place.has("at_once")) bureau.at_once = read_size(place.at("at_once"), 1, 1'000);
  if (place.has("waiting")) bureau.waiting = read_size(place.at("waiting"), 0, 100'000);
  if (place.has("breaker")) bureau.breaker = read_breaker(place.at("breaker"));
}

BureauSettings read_bureau(const JsonPlace& place, const ReadPath& read_path) {
  place.allow_keys({"name", "url", "token", "values", "client", "as_of", "consent", "timeout_seconds",
                    "deadline_seconds", "attempts", "answer_bytes", "at_once", "waiting", "authorities", "breaker"});
  BureauSettings bureau;
  bureau.name = place.at("name").name();
  const JsonPlace url = place.at("url");
  bureau.url = url.text();
  if (url.is_present() && url.json().is_string()) {
    const std::string error = bureau_url_error(bureau.url);
    if (!error.empty()) url.report(error);
  }
  if (place.has("token")) bureau.token = read_path(place.at("token"));
  if (place.has("authorities")) bureau.authorities = read_path(place.at("authorities"));
  for (const JsonPlace& item : place.at("values").items({1, kMaxQuestions, "value"})) {
    item.allow_keys({"question", "pointer"});
    bureau.values.push_back({item.at("question").name(), read_pointer(item.at("pointer"))});
  }
  bureau.client_pointer = read_pointer(place.at("client"));
  if (place.has("as_of")) bureau.as_of_pointer = read_pointer(place.at("as_of"));
  if (place.has("consent")) bureau.needs_consent = place.at("consent").flag();
  read_limits(place, bureau);
  return bureau;
}

/// Finds what two connectors have.
class Uniqueness {
 public:
  explicit Uniqueness(const JsonPlace& place) : place_(place) {}

  void add(const std::string& name, const std::vector<std::string>& questions) {
    if (std::ranges::find(names_, name) != names_.end()) {
      place_.report("two connectors have the name \"" + name + "\"");
    }
    names_.push_back(name);
    for (const std::string& question : questions) {
      if (std::ranges::find(questions_, question) != questions_.end()) {
        place_.report("\"" + question + "\" is asked for twice: one connector answers each question");
      }
      questions_.push_back(question);
    }
  }

 private:
  const JsonPlace& place_;
  std::vector<std::string> names_;
  std::vector<std::string> questions_;
};

}  // namespace

ClientDataSettings read_client_data_settings(const JsonPlace& place, const ReadPath& read_path) {
  place.allow_keys({"table", "select", "http"});
  ClientDataSettings settings;
  Uniqueness unique(place);
  if (place.has("table")) {
    settings.table = read_table(place.at("table"));
    unique.add(settings.table->name, settings.table->questions);
  }
  if (place.has("select")) {
    for (const JsonPlace& item : place.at("select").items({1, kMaxConnectors, "connector"})) {
      settings.selects.push_back(read_select(item, read_path));
      unique.add(settings.selects.back().name, settings.selects.back().questions);
    }
  }
  if (place.has("http")) {
    for (const JsonPlace& item : place.at("http").items({1, kMaxConnectors, "connector"})) {
      settings.bureaus.push_back(read_bureau(item, read_path));
      std::vector<std::string> questions;
      for (const BureauValue& value : settings.bureaus.back().values) questions.push_back(value.question);
      unique.add(settings.bureaus.back().name, questions);
    }
  }
  return settings;
}

}  // namespace prescore::service
