package io.p2pcredit.node;

import io.p2pcredit.spi.Ledger.Capability;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Something that an owner has its node do, in a {@link Clocktown} that nobody has started yet.
 *
 * @param prepared brings both nodes to where it can be done
 * @param done what the owner asks for, and also asks for when the node was killed before it was answered
 * @param followed what happens in the world meanwhile, whoever was killed
 * @param holds whether it has come to what it should
 */
record Deed(
        String name,
        Consumer<Clocktown> prepared,
        Function<Clocktown, CompletableFuture<?>> done,
        Consumer<Clocktown> followed,
        Predicate<Clocktown> holds) {

    /** On a line over which Alice owes Bob that much. */
    static Deed onALine(
            String name, long owed, Function<Clocktown, CompletableFuture<?>> done, Predicate<Clocktown> holds) {
        return new Deed(name, town -> owe(town, owed), done, town -> {}, holds);
    }

    /** The same, while they cannot reach each other; they can later. */
    static Deed apart(
            String name, long owed, Function<Clocktown, CompletableFuture<?>> done, Predicate<Clocktown> holds) {
        Consumer<Clocktown> prepared = town -> {
            owe(town, owed);
            part(town);
        };
        return new Deed(name, prepared, done, town -> town.network.down(false), holds);
    }

    Deed after(Consumer<Clocktown> more) {
        return new Deed(name, prepared.andThen(more), done, followed, holds);
    }

    static void owe(Clocktown town, long owed) {
        start(town);
        if (owed > 0) {
            town.indebt(town.alice, town.bob, owed);
        } else {
            town.indebt(town.alice, town.bob, 1);
            town.clock.answer(town.bob
                    .node()
                    .pay(io.p2pcredit.PaymentOrder.to(Clocktown.ALICE, 1))
                    .acknowledged());
        }
    }

    static void part(Clocktown town) {
        town.network.down(true);
        town.clock.until(() -> !town.alice.isReadyFor(town.bob) && !town.bob.isReadyFor(town.alice));
    }

    static void start(Clocktown town) {
        town.alice.start();
        town.bob.start();
    }

    static Consumer<Clocktown> onALedgerThatCan(Capability... capabilities) {
        return town -> town.onALedgerThatCan(capabilities);
    }

    @Override
    public String toString() {
        return name;
    }
}
