# Grows a forest with ranger as `npm run bench` asks, prints {"seconds", "auroc"} as JSON.
#
# usage: Rscript forest.R ranger TRAIN.csv TEST.csv TREES DEPTH THREADS SEED
# The files hold numbers only, the outcome in the last column. Only the fit is timed, not the reading.
suppressMessages(library(ranger))

arguments <- commandArgs(trailingOnly = TRUE)
train <- read.csv(arguments[2])
test <- read.csv(arguments[3])
numbers <- as.integer(arguments[4:7])
inputs <- train[, -ncol(train)]
outcome <- factor(train[, ncol(train)])

start <- proc.time()[["elapsed"]]
forest <- ranger(x = inputs, y = outcome, num.trees = numbers[1], max.depth = numbers[2], mtry = 2,
                 min.node.size = 20, probability = TRUE, num.threads = numbers[3], seed = numbers[4],
                 oob.error = FALSE, verbose = FALSE)
seconds <- proc.time()[["elapsed"]] - start

predicted <- predict(forest, test[, -ncol(test)])$predictions[, "1"]
defaulted <- test[, ncol(test)] == 1
ranks <- rank(predicted)
auroc <- (sum(ranks[defaulted]) - sum(defaulted) * (sum(defaulted) + 1) / 2) / (sum(defaulted) * sum(!defaulted))
cat(sprintf('{"seconds": %.4f, "auroc": %.6f}\n', seconds, auroc))
