package io.p2pcredit.cli.bench.load;

/**
 * How a load ended.
 *
 * @param units what was paid in all and acknowledged, in units, with the warm-up and what was under way at the end
 */
public record Outcome(Figures figures, long units) {}
