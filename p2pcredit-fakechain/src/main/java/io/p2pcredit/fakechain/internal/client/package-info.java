/** The client's side of {@code /v2}: single calls, their bounds, and what their answers mean. */
@NullMarked
package io.p2pcredit.fakechain.internal.client;

import org.jspecify.annotations.NullMarked;
