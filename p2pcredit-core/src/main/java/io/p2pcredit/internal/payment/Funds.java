package io.p2pcredit.internal.payment;

import com.google.common.math.LongMath;
import io.p2pcredit.internal.loop.Commit.Change;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.internal.settlement.GuardedLedger;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.BalanceOutcome;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.RefusalCode;
import io.p2pcredit.trustline.machine.LedgerStep;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.LineRecord;
import io.p2pcredit.trustline.machine.SettlementSlot;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Whether this node has on the ledger what it may have to settle. The ledger is asked at the start, after every
 * settlement, every 10 seconds while payments are made, and before a payment is refused. A ledger that does not say
 * what there is refuses nothing. For the owner, but for {@link #refusal}.
 */
final class Funds {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Context context;
    private final Ledger ledger;
    private final Consumer<Round> news;
    private volatile Known known = new Known(OptionalLong.empty(), 0, 0);
    private long begun;
    private long ended;
    private boolean again;
    private boolean timed;

    /**
     * Funds that nobody has asked for yet.
     *
     * @param news told whenever the ledger was asked
     */
    Funds(Context context, Consumer<Round> news) {
        this.context = context;
        this.ledger =
                new GuardedLedger(context.environment(), context.surroundings().ledger());
        this.news = news;
    }

    /**
     * What is known.
     *
     * @param read the balance as it was last read, in units; empty if the ledger did not say
     * @param before what the ledger had confirmed in all when that read began, in units
     * @param confirmed what it has confirmed in all by now, in units
     */
    private record Known(OptionalLong read, long before, long confirmed) {
        Known confirmed(long units) {
            return new Known(read, before, confirmed + units);
        }
    }

    /** Why so much cannot be paid on that line, by what is known now. For any thread. */
    Optional<Refusal> refusal(Line line, long units) {
        Known now = known;
        if (units <= line.unowed() || now.read().isEmpty()) {
            return Optional.empty();
        }
        long there = now.read().getAsLong() - (now.confirmed() - now.before());
        long room = LongMath.saturatedSubtract(there, context.lines().exposure().units());
        long allowed = LongMath.saturatedAdd(line.unowed(), Math.max(0, room));
        return units > allowed ? Optional.of(Refusal.because(RefusalCode.INSOLVENT, allowed)) : Optional.empty();
    }

    /** Whether so much cannot be paid on that line before the ledger has been asked for the first time. */
    boolean isUnknown(Line line, long units) {
        return ended == 0 && units > line.unowed();
    }

    /** Asks the ledger once more. Returns the number of the first time that begins from now on. */
    long ask() {
        if (begun == ended) {
            begin();
            return begun;
        }
        again = true;
        return begun + 1;
    }

    /** Whether the ledger has been asked that often, and has confirmed nothing since. */
    boolean wasAsked(long number) {
        return ended >= number && known.confirmed() == known.before();
    }

    /** A payment was made: the ledger is asked after a while. */
    void paid() {
        if (!timed) {
            timed = true;
            context.environment()
                    .schedule(
                            PAUSE,
                            () -> context.loop().submit(round -> {
                                timed = false;
                                ask();
                            }));
        }
    }

    /** Takes in what the ledger has confirmed, and asks it after every settlement. */
    void committed(Change change) {
        Line before = change.before().line();
        Line after = change.after().line();
        for (LineRecord fact : change.facts()) {
            if (fact instanceof LineRecord.LedgerStepped stepped && hasConfirmed(stepped)) {
                known = known.confirmed(after.outgoing().transferUnits());
                ask();
            }
        }
        if (hasEnded(before.outgoing(), after.outgoing()) || hasEnded(before.incoming(), after.incoming())) {
            ask();
        }
    }

    private static boolean hasConfirmed(LineRecord.LedgerStepped stepped) {
        return stepped.now().step() == LedgerStep.CONFIRMED;
    }

    private static boolean hasEnded(SettlementSlot before, SettlementSlot after) {
        return after.number() > 0 && after.status().isFinal() && !after.equals(before);
    }

    private void begin() {
        begun++;
        long before = known.confirmed();
        balance()
                .whenComplete((balance, failure) -> context.loop().submit(round -> {
                    known = new Known(balance, before, known.confirmed());
                    ended = begun;
                    if (again) {
                        again = false;
                        begin();
                    }
                    news.accept(round);
                }));
    }

    private CompletionStage<OptionalLong> balance() {
        return ledger.capabilities()
                .thenCompose(able -> able.filter(all -> all.contains(Capability.BALANCE))
                                .isPresent()
                        ? ledger.balance(ledger.accountOf(context.self())).thenApply(BalanceOutcome::known)
                        : CompletableFuture.completedStage(OptionalLong.empty()));
    }
}
