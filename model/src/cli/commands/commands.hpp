// The tool's commands. Each adds its options to the command line and runs when it is called.
#pragma once

#include <CLI/CLI.hpp>

namespace prescore {

void add_describe_command(CLI::App& tool);
void add_draft_command(CLI::App& tool);
void add_sample_command(CLI::App& tool);
void add_train_command(CLI::App& tool);
void add_cross_validate_command(CLI::App& tool);
void add_policy_command(CLI::App& tool);
void add_evaluate_command(CLI::App& tool);
void add_card_command(CLI::App& tool);
void add_score_command(CLI::App& tool);
void add_explain_command(CLI::App& tool);
void add_sign_command(CLI::App& tool);
void add_pack_command(CLI::App& tool);
void add_inspect_command(CLI::App& tool);

}  // namespace prescore
