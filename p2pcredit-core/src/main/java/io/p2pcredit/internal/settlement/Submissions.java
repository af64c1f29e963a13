package io.p2pcredit.internal.settlement;

import io.p2pcredit.internal.loop.Backoff;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Held;
import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.spi.Ledger.SubmitOutcome.Confirmed;
import io.p2pcredit.spi.Ledger.SubmitOutcome.KeyUsed;
import io.p2pcredit.spi.Ledger.SubmitOutcome.NotSent;
import io.p2pcredit.spi.Ledger.SubmitOutcome.Rejected;
import io.p2pcredit.spi.Ledger.SubmitOutcome.Unknown;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.machine.Effect.SubmitTransfer;
import io.p2pcredit.trustline.machine.Input;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.SettlementSlot;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a debtor's node hands to the ledger: each transfer under its own key. A ledger that tells keys apart gets it
 * again until there is an answer; any other one gets it once, and again only if it never left. For the owner only.
 */
final class Submissions {
    private static final Logger LOG = LoggerFactory.getLogger(Submissions.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(50);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private final Context context;
    private final Ledger ledger;
    private final Capabilities capabilities;
    private final Set<SettlementKey> underWay = new HashSet<>();

    Submissions(Context context, Ledger ledger, Capabilities capabilities) {
        this.context = context;
        this.ledger = ledger;
        this.capabilities = capabilities;
    }

    /** Begins, unless that is being done. */
    void submit(PeerId peer, SubmitTransfer effect) {
        if (underWay.add(effect.key())) {
            Transfer transfer =
                    new Transfer(effect.key(), ledger.accountOf(context.self()), effect.payee(), effect.amount());
            capabilities.whenKnown(
                    can -> new Submission(peer, effect.number(), transfer, can.contains(Capability.IDEMPOTENT_SUBMIT))
                            .begin(effect.repeated()));
        }
    }

    /** One transfer until its outcome is known, or is for a person to find out. */
    private final class Submission {
        private final PeerId peer;
        private final long number;
        private final Transfer transfer;
        private final boolean again;
        private final Backoff backoff = new Backoff(context.environment(), FIRST_DELAY, LONGEST_DELAY);
        private boolean reported;

        /** @param again whether the ledger may see the transfer again after a silence */
        Submission(PeerId peer, long number, Transfer transfer, boolean again) {
            this.peer = peer;
            this.number = number;
            this.transfer = transfer;
            this.again = again;
        }

        void begin(boolean repeated) {
            if (repeated && !again) {
                LOG.warn("settlement {}: it was perhaps paid before, and the ledger cannot tell", transfer.key());
                context.loop().submit(this::leaveInDoubt);
            } else {
                handOver();
            }
        }

        /** The owner may have said what became of it, and then nothing is sent any more. */
        private void handOver() {
            boolean isAwaited = context.lines()
                    .held(peer)
                    .map(Held::line)
                    .filter(line -> isAbout(line) && isAwaited(line.outgoing()))
                    .isPresent();
            if (isAwaited) {
                ledger.submit(transfer)
                        .whenComplete((outcome, failure) -> context.loop().submit(round -> answered(round, outcome)));
            } else {
                end();
            }
        }

        private boolean isAwaited(SettlementSlot slot) {
            return slot.number() == number && slot.isUnderWay() && slot.step().isAwaiting();
        }

        private void answered(Round round, SubmitOutcome outcome) {
            if (outcome instanceof Confirmed confirmed) {
                step(round, new Input.TransferConfirmed(number, confirmed.transaction()));
                end();
            } else if (outcome instanceof Rejected rejected) {
                LOG.info("settlement {}: the ledger refuses: {}", transfer.key(), rejected.reason());
                step(round, new Input.TransferRefused(number));
                end();
            } else if (outcome instanceof KeyUsed used) {
                keyUsed(round, used);
            } else if (outcome instanceof NotSent unsent) {
                later("it was not sent: " + unsent.reason());
            } else if (outcome instanceof Unknown unknown) {
                unanswered(round, unknown);
            }
        }

        /** What the ledger has recorded under the key counts, if it was meant for this creditor. */
        private void keyUsed(Round round, KeyUsed used) {
            Transfer recorded = used.recorded();
            boolean toTheCreditor = recorded.payer().equals(transfer.payer())
                    && recorded.payee().equals(transfer.payee());
            if (toTheCreditor && !recorded.amount().equals(transfer.amount())) {
                LOG.warn(
                        "settlement {}: the ledger has recorded {} instead of {}",
                        transfer.key(),
                        recorded.amount().units(),
                        transfer.amount().units());
            }
            if (toTheCreditor || used.outcome() instanceof Rejected) {
                answered(round, used.outcome());
            } else {
                LOG.error("settlement {}: the ledger has paid somebody else under this key", transfer.key());
                leaveInDoubt(round);
            }
        }

        private void unanswered(Round round, Unknown unknown) {
            if (again) {
                step(round, new Input.TransferUnanswered(number));
                later("no outcome yet: " + unknown.reason());
            } else {
                LOG.warn("settlement {}: paid or not, nobody can tell: {}", transfer.key(), unknown.reason());
                leaveInDoubt(round);
            }
        }

        private void leaveInDoubt(Round round) {
            step(round, new Input.TransferUnanswered(number));
            end();
        }

        private void step(Round round, Input input) {
            if (round.line(peer).filter(this::isAbout).isPresent()) {
                round.step(peer, input);
            }
        }

        /** A line under another key of the peer has settlements of the same numbers. */
        private boolean isAbout(Line line) {
            return Keys.outgoing(line, number).equals(transfer.key());
        }

        /** Says so once; then it is the same again and again. */
        private void later(String reason) {
            if (!reported) {
                reported = true;
                LOG.warn("settlement {}: to be handed over again: {}", transfer.key(), reason);
            }
            context.environment()
                    .schedule(backoff.next(), () -> context.loop().submit(round -> round.afterwards(this::handOver)));
        }

        private void end() {
            underWay.remove(transfer.key());
        }
    }
}
