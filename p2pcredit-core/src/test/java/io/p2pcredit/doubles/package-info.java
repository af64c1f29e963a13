/** Adapters that break one promise each, and the proof that the conformance suites notice. Not published. */
@NullMarked
package io.p2pcredit.doubles;

import org.jspecify.annotations.NullMarked;
