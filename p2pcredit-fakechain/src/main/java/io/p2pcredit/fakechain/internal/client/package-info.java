/** The client's side of both interfaces: which one there is, what is asked over it, and what its answers mean. */
@NullMarked
package io.p2pcredit.fakechain.internal.client;

import org.jspecify.annotations.NullMarked;
