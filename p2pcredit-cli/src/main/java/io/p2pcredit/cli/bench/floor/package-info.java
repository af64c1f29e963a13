/** What the machine itself needs for the parts of a payment. */
@NullMarked
package io.p2pcredit.cli.bench.floor;

import org.jspecify.annotations.NullMarked;
