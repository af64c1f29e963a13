/** JSON as this module reads and writes it: bounded, strict, and without telling anybody what the text was. */
@NullMarked
package io.p2pcredit.fakechain.internal.json;

import org.jspecify.annotations.NullMarked;
