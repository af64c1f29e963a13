/** Every plug point in memory: for tests, for examples, and for programs whose peers live in one process. */
@NullMarked
package io.p2pcredit.inmemory;

import org.jspecify.annotations.NullMarked;
