/** A node's identity in a file, encrypted with a password. {@link io.p2pcredit.keyfile.KeyFile} is the place to begin. */
@NullMarked
package io.p2pcredit.keyfile;

import org.jspecify.annotations.NullMarked;
