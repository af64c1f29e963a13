package io.p2pcredit.internal.settlement;

import io.p2pcredit.internal.loop.Backoff;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Held;
import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.machine.Effect.AwaitTransfer;
import io.p2pcredit.trustline.machine.Input;
import io.p2pcredit.trustline.machine.Line;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that the one expected transfer has come from nothing but the balance of the node's own account, on a ledger that
 * shows no more. Three balances have to agree: one read before the transfer was accepted, when the debtor cannot have
 * paid; the same again, read after; and then one that is higher by exactly the amount. A balance that does anything
 * else, another transfer expected, a payment of this node's own, or ten minutes without the rise: and it can no longer
 * tell, for good, and a person has to. For the owner only.
 */
final class BalanceWatch {
    private static final Logger LOG = LoggerFactory.getLogger(BalanceWatch.class);
    private static final TransactionId SEEN_IN_THE_BALANCE = TransactionId.of("seen-in-the-balance");
    private static final Duration FIRST_DELAY = Duration.ofMillis(50);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);
    private static final Duration REFRESH = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Context context;
    private final Ledger ledger;
    private OptionalLong undisturbed = OptionalLong.empty();
    private @Nullable Expected expected;

    BalanceWatch(Context context, Ledger ledger) {
        this.context = context;
        this.ledger = ledger;
    }

    /** Keeps a balance in mind from now on; without this nothing can be told. */
    void begin() {
        read();
        afterAWhile();
    }

    private void afterAWhile() {
        context.environment().schedule(REFRESH, () -> context.loop().submit(round -> round.afterwards(this::refresh)));
    }

    private void refresh() {
        if (context.lines().published().stream().anyMatch(BalanceWatch::mayBeSettled)) {
            read();
        }
        afterAWhile();
    }

    private static boolean mayBeSettled(Held held) {
        return held.link().isReady() && held.line().balance().owedToMe() > 0;
    }

    /** The balance as it is while nothing is expected to move it. */
    private void read() {
        if (isCalm()) {
            ledger.balance(ledger.accountOf(context.self()))
                    .whenComplete((balance, failure) ->
                            context.loop().submit(round -> round.afterwards(() -> keep(balance.known()))));
        }
    }

    private void keep(OptionalLong balance) {
        if (isCalm()) {
            undisturbed = balance;
        }
    }

    /** Whether this node pays nobody, and expects nothing from anybody. */
    private boolean isCalm() {
        return context.lines().published().stream()
                .map(Held::line)
                .noneMatch(line -> isPaying(line) || line.incoming().reserved() > 0);
    }

    private static boolean isPaying(Line line) {
        return line.outgoing().isUnderWay() && line.outgoing().step().isAwaiting();
    }

    /** This node pays somebody: nothing can be told from its balance. */
    void disturb() {
        undisturbed = OptionalLong.empty();
        giveUp("this node pays itself");
    }

    /** Begins to watch for what was just accepted, if it can be told from everything else. */
    void watch(PeerId peer, AwaitTransfer effect) {
        if (expected != null && expected.key.equals(effect.key())) {
            expected.peerIsBack();
            return;
        }
        OptionalLong before = undisturbed;
        undisturbed = OptionalLong.empty();
        giveUp("another transfer is expected");
        if (before.isPresent()) {
            expected = new Expected(peer, effect, before.getAsLong());
            expected.look();
        }
    }

    private void giveUp(String reason) {
        if (expected != null) {
            LOG.warn("settlement {}: the balance cannot tell whether it was paid: {}", expected.key, reason);
            expected = null;
        }
    }

    /** The one transfer that is expected. */
    private final class Expected {
        private final PeerId peer;
        private final long number;
        private final SettlementKey key;
        private final long units;
        private final long before;
        private final long since = context.environment().nanoTime();
        private final Backoff backoff = new Backoff(context.environment(), FIRST_DELAY, LONGEST_DELAY);
        private boolean seenAfter;
        private boolean risen;

        Expected(PeerId peer, AwaitTransfer effect, long before) {
            this.peer = peer;
            this.number = effect.number();
            this.key = effect.key();
            this.units = effect.units();
            this.before = before;
        }

        void peerIsBack() {
            if (risen) {
                context.loop().submit(this::credit);
            }
        }

        void look() {
            ledger.balance(ledger.accountOf(context.self()))
                    .whenComplete((balance, failure) -> context.loop().submit(round -> looked(round, balance.known())));
        }

        private void looked(Round round, OptionalLong balance) {
            if (expected != this) {
                return;
            }
            if (round.line(peer).filter(this::isOpenOn).isEmpty()) {
                end(round);
            } else if (balance.isEmpty()) {
                later();
            } else {
                judge(round, balance.getAsLong() - before);
            }
        }

        private boolean isOpenOn(Line line) {
            return Keys.incoming(line, number).equals(key)
                    && line.incoming().number() == number
                    && line.incoming().reserved() == units;
        }

        private void judge(Round round, long rise) {
            if (rise == 0) {
                seenAfter = true;
                later();
            } else if (rise == units && seenAfter) {
                risen = true;
                credit(round);
            } else {
                giveUp(seenAfter ? "it has changed by " + rise : "it has changed before it could be compared");
            }
        }

        /** While the line is not ready nothing can be credited; it is awaited anew when it is. */
        private void credit(Round round) {
            boolean open = round.line(peer).filter(this::isOpenOn).isPresent();
            if (expected != this || (open && !round.link(peer).isReady())) {
                return;
            }
            if (open) {
                round.step(peer, new Input.TransferFound(number, Amount.of(units), SEEN_IN_THE_BALANCE));
            }
            end(round);
        }

        private void later() {
            if (context.environment().nanoTime() - since > LIMIT.toNanos()) {
                giveUp("nothing has come for " + LIMIT.toMinutes() + " minutes");
            } else {
                context.environment()
                        .schedule(backoff.next(), () -> context.loop().submit(round -> round.afterwards(this::look)));
            }
        }

        private void end(Round round) {
            expected = null;
            round.afterwards(BalanceWatch.this::read);
        }
    }
}
