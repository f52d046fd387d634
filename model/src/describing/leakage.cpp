// Terms: a column *leaks* if it was filled in after the loan went well or badly: recoveries, the last payment. A model
// with it looks perfect in training and knows nothing on the day of the application.
// Steps: the rows are cut into two halves by turns. The default rates of the bins in one half predict the other half,
// and the AUROC of both is the column's. Then bins are looked for in which every row defaulted although that is next to
// impossible by chance, and words of the name. The information is that of bins and outcome (Shannon), less what as many
// bins show by chance (Miller, "Note on the bias of information estimates", 1955).
// Why halves: a column with a bin for each row would predict itself perfectly.
#include "describing/leakage.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "applicants/name_words.hpp"
#include "base/file_error.hpp"

namespace prescore {
namespace {

struct BinCount {
  double rows = 0.0;
  double bad = 0.0;
};

std::vector<BinCount> count_bins(const ColumnBins& bins, const std::vector<std::uint8_t>& defaulted, int half) {
  std::vector<BinCount> counts(bins.bins);
  for (std::size_t row = 0; row < defaulted.size(); ++row) {
    if (half >= 0 && static_cast<int>(row / 2 % 2) != half) continue;
    counts[bins.bin_of_row[row]].rows += 1.0;
    counts[bins.bin_of_row[row]].bad += defaulted[row];
  }
  return counts;
}

BinCount sum_of(const std::vector<BinCount>& counts) {
  BinCount sum;
  for (const BinCount& count : counts) sum = {sum.rows + count.rows, sum.bad + count.bad};
  return sum;
}

/// The AUROC of the rows of `judged` if bins are ordered by their smoothed default rates in `known`.
double auroc_of(const std::vector<BinCount>& known, const std::vector<BinCount>& judged) {
  const BinCount all = sum_of(known);
  const double base = all.rows > 0.0 ? all.bad / all.rows : 0.0;
  const auto rate = [&](std::size_t bin) { return (known[bin].bad + 4.0 * base) / (known[bin].rows + 4.0); };
  std::vector<std::size_t> order(known.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rate(a) < rate(b); });
  double good_below = 0.0;
  double pairs = 0.0;
  for (std::size_t begin = 0; begin < order.size();) {
    BinCount tied;
    std::size_t end = begin;
    for (; end < order.size() && rate(order[end]) == rate(order[begin]); ++end) {
      tied = {tied.rows + judged[order[end]].rows, tied.bad + judged[order[end]].bad};
    }
    const double good = tied.rows - tied.bad;
    pairs += tied.bad * (good_below + good / 2);
    good_below += good;
    begin = end;
  }
  const BinCount total = sum_of(judged);
  const double all_pairs = total.bad * (total.rows - total.bad);
  return all_pairs > 0.0 ? pairs / all_pairs : 0.5;
}

double entropy(double share) {
  if (share <= 0.0 || share >= 1.0) return 0.0;
  return -share * std::log2(share) - (1.0 - share) * std::log2(1.0 - share);
}

double information_of(const std::vector<BinCount>& counts) {
  const BinCount all = sum_of(counts);
  if (all.rows == 0.0) return 0.0;
  double left = 0.0;
  double used = 0.0;
  for (const BinCount& count : counts) {
    if (count.rows == 0.0) continue;
    used += 1.0;
    left += count.rows / all.rows * entropy(count.bad / count.rows);
  }
  const double by_chance = (used - 1.0) / (2.0 * all.rows * std::log(2.0));
  return std::max(0.0, entropy(all.bad / all.rows) - left - by_chance);
}

/// Where so many rows all defaulted that chance would do it once in a million columns; npos for nowhere.
std::size_t bin_of_only_defaults(const std::vector<BinCount>& counts) {
  constexpr double kFewestRows = 10.0;
  const BinCount all = sum_of(counts);
  const double base = all.rows > 0.0 ? all.bad / all.rows : 0.0;
  std::size_t worst = std::string_view::npos;
  for (std::size_t bin = 0; bin < counts.size(); ++bin) {
    const BinCount& count = counts[bin];
    if (count.rows < kFewestRows || count.bad < count.rows || count.rows < 0.02 * all.bad) continue;
    if (count.rows * std::log(base) > std::log(1e-6)) continue;
    if (worst == std::string_view::npos || count.rows > counts[worst].rows) worst = bin;
  }
  return worst;
}

constexpr std::array<std::string_view, 18> kAfterwards = {
    "recovery",    "recoveries", "collection", "settlement", "hardship",  "pymnt",
    "payoff",      "prncp",      "chargedoff", "writeoff",   "lgd",       "ead",
    "foreclosure", "взыскание",  "списание",   "сбор",       "recovered", "repossessed"};

}  // namespace

std::string word_after_decision(std::string_view name) {
  const std::vector<std::string> words = words_of(name);
  for (std::size_t index = 0; index < words.size(); ++index) {
    if (std::find(kAfterwards.begin(), kAfterwards.end(), words[index]) != kAfterwards.end()) return words[index];
    // "total_rec_late_fee", "last_credit_pull_d", "next_payment"
    const bool has_next = index + 1 < words.size();
    if (has_next && words[index] == "total" && words[index + 1] == "rec") return "total rec";
    if (has_next && words[index] == "last") {
      const std::string& of = words[index + 1];
      if (of == "payment" || of == "fico" || of == "credit" || of == "pay") return "last " + of;
    }
    if (has_next && words[index] == "next" && words[index + 1] == "payment") return "next payment";
  }
  return {};
}

OutcomeRelation relate(std::string_view name, const ColumnBins& bins, const std::vector<std::uint8_t>& defaulted) {
  const std::vector<BinCount> first = count_bins(bins, defaulted, 0);
  const std::vector<BinCount> second = count_bins(bins, defaulted, 1);
  const std::vector<BinCount> all = count_bins(bins, defaulted, -1);
  OutcomeRelation relation;
  relation.auroc = (auroc_of(first, second) + auroc_of(second, first)) / 2;
  relation.information = information_of(all);
  const std::size_t worst = bin_of_only_defaults(all);
  const std::string word = word_after_decision(name);
  if (relation.auroc >= kSuspectAuroc) {
    relation.sign = LeakageSign::separates;
    const auto thousandths = std::to_string(std::lround(relation.auroc * 1000));
    relation.because = "alone it has an AUROC of " + (thousandths == "1000" ? "1.000" : "0." + thousandths);
  } else if (worst != std::string_view::npos) {
    relation.sign = LeakageSign::only_defaults;
    const std::string rows = std::to_string(static_cast<std::uint64_t>(all[worst].rows));
    const std::string& example = std::string(bins.example[worst]);
    const std::string what = worst == 0        ? "no value"
                             : example.empty() ? "any value"
                                               : "a value such as \"" + shown_text(example) + "\"";
    relation.because = "all " + rows + " rows with " + what + " defaulted";
  } else if (!word.empty()) {
    relation.sign = LeakageSign::name;
    relation.because = "its name says \"" + word + "\"";
  }
  return relation;
}

}  // namespace prescore
