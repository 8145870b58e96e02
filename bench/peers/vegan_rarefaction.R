# Expected values for CountSpectrumTests: size-based rarefaction and Hill numbers by vegan (Debian: r-cran-vegan), and
# coverage-based rarefaction and extrapolation of the spider example of Chao et al. 2014 straight from the formulas of the paper.
# Run by hand: Rscript bench/peers/vegan_rarefaction.R
suppressMessages(library(vegan))
data(BCI); data(mite)
options(digits = 15)
for (community in list(list("BCI 1", unlist(BCI[1, ])), list("BCI 50", unlist(BCI[50, ])), list("mite 1", unlist(mite[1, ])), list("mite 70", unlist(mite[70, ])))) {
  x <- community[[2]]; x <- x[x > 0]; n <- sum(x)
  cat(community[[1]], ": counts", paste(sort(as.vector(x), decreasing = TRUE), collapse = " "), "\n")
  for (m in floor(n * c(0.1, 0.5))) cat("  rarefy", m, rarefy(x, m), "\n")
  cat("  Hill 0, 1, 2", renyi(x, scales = c(0, 1, 2), hill = TRUE), "\n")
}

girdled <- c(46, 22, 17, 15, 15, 9, 8, 6, 6, 4, 2, 2, 2, 2, rep(1, 12))
logged <- c(88, 22, 16, 15, 13, 10, 8, 8, 7, 7, 7, 5, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2, rep(1, 14))
f0 <- function(x) { n <- sum(x); f1 <- sum(x == 1); f2 <- sum(x == 2); (n - 1) / n * f1^2 / (2 * f2) }
coverage <- function(x, m) {
  n <- sum(x); f1 <- sum(x == 1); f2 <- sum(x == 2); A <- (n - 1) * f1 / ((n - 1) * f1 + 2 * f2)
  if (m < n) 1 - sum(ifelse(n - x >= m, x / n * exp(lchoose(n - x, m) - lchoose(n - 1, m)), 0)) else 1 - f1 / n * A^(m - n + 1)
}
hill <- function(x, q, m) {
  n <- sum(x); f1 <- sum(x == 1); f2 <- sum(x == 2)
  if (q == 0) { if (m <= n) sum(1 - exp(lchoose(n - x, m) - lchoose(n, m))) else length(x) + f0(x) * (1 - (1 - f1 / (n * f0(x) + f1))^(m - n)) }
  else if (q == 2) 1 / (1 / m + (m - 1) / m * sum(x * (x - 1) / (n * (n - 1))))
  else {
    entropy <- function(m) -sum(sapply(1:m, function(k) k / m * log(k / m) * sum(dhyper(k, x, n - x, m))))
    asymptotic <- { A <- 2 * f2 / ((n - 1) * f1 + 2 * f2)
      sum(x / n * (digamma(n) - digamma(x))) + f1 / n * (1 - A)^(1 - n) * (-log(A) - sum((1 - A)^(1:(n - 1)) / (1:(n - 1)))) }
    if (m <= n) exp(entropy(m)) else exp(n / m * entropy(n) + (m - n) / m * asymptotic)
  }
}
for (community in list(list("Girdled", girdled), list("Logged", logged))) {
  x <- community[[2]]; n <- sum(x)
  cat(community[[1]], "n", n, "coverage", coverage(x, n), "at half", coverage(x, n / 2), "at twice", coverage(x, 2 * n), "Chao1", length(x) + f0(x), "\n")
  for (m in c(n / 2, n, 2 * n)) cat("  Hill 0, 1, 2 at", m, hill(x, 0, m), hill(x, 1, m), hill(x, 2, m), "\n")
}
# The size at which Logged reaches the coverage of Girdled doubled, by bisection on whole and half sizes.
target <- coverage(girdled, 2 * sum(girdled))
size <- uniroot(function(m) coverage(logged, m) - target, c(252, 504), tol = 1e-10)$root
cat("Logged reaches", target, "at", size, "with", hill(logged, 0, size), "\n")
