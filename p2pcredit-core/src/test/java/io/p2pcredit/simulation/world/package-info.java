/**
 * The world that a simulated node lives in: virtual time, chance that repeats by its seed, and a network, disks, a
 * ledger, a directory and signatures that go wrong as often as they are told to. Everything runs on one thread and one
 * queue of events.
 */
@NullMarked
package io.p2pcredit.simulation.world;

import org.jspecify.annotations.NullMarked;
