// Every text names the column or the cell that it is about and starts with "[edit]": what people read must be written
// by a person who knows what the column means. Placeholders such as {minimum} stay, because the page fills them in.
#include <algorithm>

#include "base/printable.hpp"
#include "drafting/draft_parts.hpp"

namespace prescore {
namespace {

constexpr const char* kMark = "[edit] ";

/// A name or a cell inside a text: braces would be a placeholder.
std::string plain(std::string_view text) {
  constexpr std::size_t kLongest = 80;
  std::string shown = printable(text);
  std::replace(shown.begin(), shown.end(), '{', '(');
  std::replace(shown.begin(), shown.end(), '}', ')');
  std::size_t size = std::min(shown.size(), kLongest);
  while (size > 0 && size < shown.size() && (static_cast<unsigned char>(shown[size]) & 0xC0U) == 0x80U) --size;
  shown.resize(size);
  return shown;
}

/// One text in both languages.
struct Words {
  const char* en;
  const char* ru;
};

class Texts {
 public:
  explicit Texts(DraftLanguage language) : language_(language) {}

  [[nodiscard]] std::string marked(const Words& words) const { return kMark + std::string(chosen(words)); }
  /// With `name` before the words.
  [[nodiscard]] std::string marked(std::string_view name, const Words& words) const {
    return kMark + plain(name) + chosen(words);
  }

 private:
  [[nodiscard]] const char* chosen(const Words& words) const {
    return language_ == DraftLanguage::en ? words.en : words.ru;
  }
  DraftLanguage language_;
};

constexpr Words kNothing = {"", ""};

Json number_errors(const Texts& texts, const DraftQuestion& question) {
  const std::string& label = question.label;
  Json errors{{"missing_answer", texts.marked(label, {": enter a number", ": укажите число"})},
              {"not_a_number", texts.marked(label, {": enter it in digits, {minimum} to {maximum}",
                                                    ": укажите цифрами, от {minimum} до {maximum}"})}};
  if (question.decimals == 0) {
    errors["not_whole"] = texts.marked(
        label, {": enter a whole number, {minimum} to {maximum}", ": укажите целое число, от {minimum} до {maximum}"});
  }
  const Words range = {": enter a number from {minimum} to {maximum}", ": укажите число от {minimum} до {maximum}"};
  errors["below_minimum"] = texts.marked(label, range);
  errors["above_maximum"] = texts.marked(label, range);
  return errors;
}

Json question_texts(const Texts& texts, const DraftQuestion& question) {
  const std::string& label = question.label;
  Json json{{"label", texts.marked(label, kNothing)}, {"short", texts.marked(label, kNothing)}};
  if (question.is_number) {
    if (question.unit == "year") {
      json["unit"] = texts.marked({"years", "лет"});
    } else if (!question.unit_words.empty()) {
      json["unit"] = texts.marked(question.unit_words.front(), kNothing);
    }
    json["errors"] = number_errors(texts, question);
    return json;
  }
  for (const DraftOption& option : question.options) {
    json["options"][option.id] =
        option.any_other ? texts.marked({"another answer", "другое"}) : texts.marked(option.cell, kNothing);
  }
  json["errors"] = {
      {"missing_answer", texts.marked(label, {": choose an answer", ": выберите ответ"})},
      {"unknown_option", texts.marked(label, {": choose an answer from the list", ": выберите ответ из списка"})}};
  return json;
}

void add_reasons(const Texts& texts, const DraftQuestion& question, Json& reasons) {
  const std::string& label = question.label;
  if (question.is_number) {
    reasons[question.id + ".lower"] = texts.marked(label, {": lower than for half of the people whom the product suits",
                                                           ": ниже, чем у половины тех, кому подходит продукт"});
    reasons[question.id + ".higher"] =
        texts.marked(label, {": no lower than for half of the people whom the product suits",
                             ": не ниже, чем у половины тех, кому подходит продукт"});
  }
  for (const DraftOption& option : question.options) {
    const std::string value = option.any_other ? std::string() : ": " + option.cell;
    reasons[question.id + "." + option.id] = option.any_other ? texts.marked(label, {": another answer", ": другое"})
                                                              : texts.marked(label + value, kNothing);
  }
  reasons[question.id + ".missing"] = texts.marked(label, {": not given", ": не указано"});
}

Json offer_texts(const Texts& texts, const Words& name, const Words& description) {
  return {{"name", texts.marked(name)},
          {"inline", texts.marked(name)},
          {"description", texts.marked(description)},
          {"points", {texts.marked({"What is good about it", "Чем он хорош"})}}};
}

}  // namespace

Json texts_json(const Draft& draft, DraftLanguage language) {
  const Texts texts(language);
  Json questions = Json::object();
  Json reasons = Json::object();
  for (const DraftQuestion& question : draft.columns.questions) {
    questions[question.id] = question_texts(texts, question);
    add_reasons(texts, question, reasons);
  }
  Json offers = Json::object();
  offers[kOwnProduct] = offer_texts(texts, {"the product", "продукт"},
                                    {"What the product is, in a sentence.", "Что это за продукт, одной фразой."});
  offers[kSaferProduct] = offer_texts(
      texts, {"the safer product", "более безопасный продукт"},
      {"What the bank offers everybody else, in a sentence.", "Что банк предлагает остальным, одной фразой."});
  Json json = Json::object();
  const bool asks_money = std::any_of(draft.columns.questions.begin(), draft.columns.questions.end(),
                                      [](const DraftQuestion& question) { return question.is_money; });
  if (asks_money) json["money"] = texts.marked({"{amount}", "{amount}"});
  json["questions"] = std::move(questions);
  json["offers"] = std::move(offers);
  json["reasons"] = std::move(reasons);
  json["changes"] = Json::object();
  return json;
}

}  // namespace prescore
