/** Programs to copy from. */
@NullMarked
package io.p2pcredit.examples;

import org.jspecify.annotations.NullMarked;
