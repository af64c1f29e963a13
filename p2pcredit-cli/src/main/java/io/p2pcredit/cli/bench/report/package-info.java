/** What was measured, for people and for programs. */
@NullMarked
package io.p2pcredit.cli.bench.report;

import org.jspecify.annotations.NullMarked;
