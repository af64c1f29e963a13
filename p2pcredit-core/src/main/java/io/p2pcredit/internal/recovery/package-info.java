/** How facts are written into the journal and read back. */
@NullMarked
package io.p2pcredit.internal.recovery;

import org.jspecify.annotations.NullMarked;
