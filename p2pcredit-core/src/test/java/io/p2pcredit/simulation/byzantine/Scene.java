package io.p2pcredit.simulation.byzantine;

import io.p2pcredit.simulation.world.EventQueue;
import io.p2pcredit.simulation.world.SimulatedDirectory;
import io.p2pcredit.simulation.world.SimulatedLedger;
import io.p2pcredit.simulation.world.SimulatedNetwork;
import io.p2pcredit.trustline.PeerId;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The world as Mallory finds it.
 *
 * @param limit about what honest peers let each other owe
 * @param orderly whether the network keeps the order of messages and loses none but the last
 * @param frozen whether the line with the victim is frozen at the victim, as its owner sees it
 * @param counts told what Mallory does
 */
public record Scene(
        long seed,
        EventQueue events,
        SimulatedNetwork network,
        SimulatedLedger ledger,
        SimulatedDirectory directory,
        long limit,
        boolean orderly,
        Predicate<PeerId> frozen,
        Consumer<String> counts) {}
