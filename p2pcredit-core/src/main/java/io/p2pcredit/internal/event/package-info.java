/** What has happened, told to listeners and kept in the history. */
@NullMarked
package io.p2pcredit.internal.event;

import org.jspecify.annotations.NullMarked;
