/** The node's shell around the pure machine. Not exported. */
@NullMarked
package io.p2pcredit.internal;

import org.jspecify.annotations.NullMarked;
