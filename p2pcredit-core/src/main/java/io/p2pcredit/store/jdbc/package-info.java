@NullMarked
package io.p2pcredit.store.jdbc;

import org.jspecify.annotations.NullMarked;
