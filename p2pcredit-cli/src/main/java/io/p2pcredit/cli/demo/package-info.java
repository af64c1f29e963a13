/** The main job in one command: a story of three peers that checks itself. */
@NullMarked
package io.p2pcredit.cli.demo;

import org.jspecify.annotations.NullMarked;
