/**
 * Conformance suites: what every adapter of a plug point has promised, as abstract tests. They know nothing of an
 * adapter but its interface; published as a test-jar, to be extended by whoever writes one. The {@code Forwarding...} classes
 * pass everything on to another adapter, for tests that change one thing about it.
 */
@NullMarked
package io.p2pcredit.contract;

import org.jspecify.annotations.NullMarked;
