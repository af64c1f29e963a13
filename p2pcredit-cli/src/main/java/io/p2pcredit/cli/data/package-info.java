/** What a peer keeps on this machine: its folder, its identity key, its log. */
@NullMarked
package io.p2pcredit.cli.data;

import org.jspecify.annotations.NullMarked;
