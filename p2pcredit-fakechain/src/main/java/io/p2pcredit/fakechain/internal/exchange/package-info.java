/** One request, and what came of it: sent, bounded in time and size, and never more than that. */
@NullMarked
package io.p2pcredit.fakechain.internal.exchange;

import org.jspecify.annotations.NullMarked;
