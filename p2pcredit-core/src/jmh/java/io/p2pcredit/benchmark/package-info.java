/** Benchmarks of what is public, and what runs all benchmarks. Others are next to what they measure. */
@NullMarked
package io.p2pcredit.benchmark;

import org.jspecify.annotations.NullMarked;
