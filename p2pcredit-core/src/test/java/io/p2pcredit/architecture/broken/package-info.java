/** Packages laid out like ours, in which every rule of the layout is broken once. */
@NullMarked
package io.p2pcredit.architecture.broken;

import org.jspecify.annotations.NullMarked;
