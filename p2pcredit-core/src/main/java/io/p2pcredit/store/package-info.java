/** What any store in a folder needs. */
@NullMarked
package io.p2pcredit.store;

import org.jspecify.annotations.NullMarked;
