/** Private keys: how they come with a request, and what is kept of them. */
@NullMarked
package io.p2pcredit.fakechain.internal.key;

import org.jspecify.annotations.NullMarked;
