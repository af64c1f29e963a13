package io.p2pcredit.internal.settlement;

import io.p2pcredit.internal.loop.Backoff;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.spi.Ledger.LookUpOutcome;
import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.machine.Effect;
import io.p2pcredit.trustline.machine.Input;
import io.p2pcredit.trustline.machine.Line;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the node does on the ledger: hands the debtor's transfers over, each under its own key and again until there is
 * an answer, and looks for the transfers that a creditor expects. For the owner only.
 */
public final class Clearing {
    private static final Logger LOG = LoggerFactory.getLogger(Clearing.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(50);
    private static final Duration LONGEST_SUBMIT_DELAY = Duration.ofSeconds(30);
    private static final Duration LONGEST_WATCH_DELAY = Duration.ofSeconds(5);

    private final Context context;
    private final Set<SettlementKey> underWay = new HashSet<>();
    private final Set<SettlementKey> misdirected = new HashSet<>();

    public Clearing(Context context) {
        this.context = context;
    }

    /** Hands a transfer to the ledger, unless that is being done. */
    public void submit(PeerId peer, Effect.SubmitTransfer effect) {
        if (underWay.add(effect.key())) {
            AccountId payer = context.surroundings().ledger().accountOf(context.self());
            Transfer transfer = new Transfer(effect.key(), payer, effect.payee(), effect.amount());
            submit(peer, effect.number(), transfer, backoff(LONGEST_SUBMIT_DELAY));
        }
    }

    /** Watches for a transfer, unless that is being done. */
    public void await(PeerId peer, Effect.AwaitTransfer effect) {
        if (underWay.add(effect.key())) {
            watch(peer, effect, backoff(LONGEST_WATCH_DELAY));
        }
    }

    private void submit(PeerId peer, long number, Transfer transfer, Backoff backoff) {
        context.surroundings()
                .ledger()
                .submit(transfer)
                .whenComplete((outcome, failure) -> context.loop().submit(round -> {
                    Input input = answer(number, outcome);
                    if (outcome instanceof SubmitOutcome.Unknown unknown) {
                        LOG.warn("settlement {}: no outcome yet: {}", transfer.key(), unknown.reason());
                    }
                    round.step(peer, input);
                    if (input instanceof Input.TransferUnanswered) {
                        later(backoff, () -> submit(peer, number, transfer, backoff));
                    } else {
                        underWay.remove(transfer.key());
                    }
                }));
    }

    private static Input answer(long number, @Nullable SubmitOutcome outcome) {
        if (outcome instanceof SubmitOutcome.Confirmed confirmed) {
            return new Input.TransferConfirmed(number, confirmed.transaction());
        }
        if (outcome instanceof SubmitOutcome.Rejected) {
            return new Input.TransferRefused(number);
        }
        if (outcome instanceof SubmitOutcome.KeyUsed used) {
            return answer(number, used.outcome()); // what the ledger has recorded under the key counts
        }
        return new Input.TransferUnanswered(number);
    }

    private void watch(PeerId peer, Effect.AwaitTransfer effect, Backoff backoff) {
        AccountId payer = context.surroundings().ledger().accountOf(peer);
        context.surroundings()
                .ledger()
                .lookUp(payer, effect.key())
                .whenComplete((outcome, failure) ->
                        context.loop().submit(round -> lookedUp(round, peer, effect, outcome, backoff)));
    }

    private void lookedUp(
            Round round, PeerId peer, Effect.AwaitTransfer effect, @Nullable LookUpOutcome outcome, Backoff backoff) {
        boolean expected =
                round.line(peer).filter(line -> isExpected(line, effect)).isPresent();
        if (!expected) {
            underWay.remove(effect.key());
        } else if (outcome instanceof LookUpOutcome.Found found && isAsAgreed(peer, effect, found.recorded())) {
            underWay.remove(effect.key());
            round.step(peer, found(effect, found.recorded()));
        } else {
            later(backoff, () -> watch(peer, effect, backoff));
        }
    }

    private static boolean isExpected(Line line, Effect.AwaitTransfer effect) {
        return line.incoming().number() == effect.number() && line.incoming().reserved() > 0;
    }

    private boolean isAsAgreed(PeerId peer, Effect.AwaitTransfer effect, Recorded recorded) {
        Transfer transfer = recorded.transfer();
        boolean asAgreed = transfer.key().equals(effect.key())
                && transfer.payer().equals(context.surroundings().ledger().accountOf(peer))
                && transfer.payee().equals(context.surroundings().ledger().accountOf(context.self()));
        if (!asAgreed && misdirected.add(effect.key())) {
            LOG.warn("settlement {}: the ledger shows a transfer between other accounts under this key", effect.key());
        }
        return asAgreed;
    }

    private static Input found(Effect.AwaitTransfer effect, Recorded recorded) {
        return new Input.TransferFound(effect.number(), recorded.transfer().amount(), recorded.transaction());
    }

    private void later(Backoff backoff, Runnable task) {
        context.environment().schedule(backoff.next(), () -> context.loop().submit(round -> round.afterwards(task)));
    }

    private Backoff backoff(Duration longest) {
        return new Backoff(context.environment(), FIRST_DELAY, longest);
    }
}
