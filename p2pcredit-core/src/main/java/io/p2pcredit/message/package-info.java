/**
 * What two peers say to each other, as values: no encoding, no connection. A transport carries them; the node signs and
 * verifies what needs it, over canonical bytes.
 */
@NullMarked
package io.p2pcredit.message;

import org.jspecify.annotations.NullMarked;
