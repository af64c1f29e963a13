package io.p2pcredit.internal.settlement;

import io.p2pcredit.internal.loop.Backoff;
import io.p2pcredit.internal.loop.Context;
import io.p2pcredit.internal.loop.Held;
import io.p2pcredit.internal.loop.Round;
import io.p2pcredit.internal.settlement.Prospects.Prospect;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.spi.Ledger.SubmitOutcome.Confirmed;
import io.p2pcredit.spi.Ledger.SubmitOutcome.KeyUsed;
import io.p2pcredit.spi.Ledger.SubmitOutcome.NotSent;
import io.p2pcredit.spi.Ledger.SubmitOutcome.Rejected;
import io.p2pcredit.spi.Ledger.SubmitOutcome.Unknown;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementReason;
import io.p2pcredit.trustline.SettlementReason.Code;
import io.p2pcredit.trustline.SettlementStatus;
import io.p2pcredit.trustline.machine.Effect.SubmitTransfer;
import io.p2pcredit.trustline.machine.Input;
import io.p2pcredit.trustline.machine.LedgerSeen;
import io.p2pcredit.trustline.machine.LedgerStep;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.SettlementSlot;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transfer until its outcome is known, or is for a person to find out. A ledger that tells keys apart, and is still
 * the one that it was handed to, gets it again until there is an answer; any other one gets it once, and again only if
 * it never left. Before the first time the ledger is asked about the accounts. For the owner only.
 */
final class Submission {
    private static final Logger LOG = LoggerFactory.getLogger(Submission.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(50);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private final Context context;
    private final Ledger ledger;
    private final Prospects prospects;
    private final PeerId peer;
    private final long number;
    private final Transfer transfer;
    private final Runnable end;
    private final Backoff backoff;
    private boolean neverLeft;
    private boolean reported;

    /** @param end told once, when nothing more is done about it */
    Submission(Context context, Ledger ledger, Prospects prospects, PeerId peer, SubmitTransfer effect, Runnable end) {
        this.context = context;
        this.ledger = ledger;
        this.prospects = prospects;
        this.peer = peer;
        this.number = effect.number();
        this.transfer = new Transfer(effect.key(), ledger.accountOf(context.self()), effect.payee(), effect.amount());
        this.end = end;
        this.backoff = new Backoff(context.environment(), FIRST_DELAY, LONGEST_DELAY);
    }

    /** The owner may have said what became of it, and then nothing is sent any more. Outside of any round. */
    void attempt() {
        Optional<Line> line = context.lines().held(peer).map(Held::line).filter(this::isAwaited);
        if (line.isEmpty()) {
            end.run();
            return;
        }
        (isHandedOver(line.get())
                        ? prospects.ofTheLedger()
                        : prospects.ofAll(line.get().identity()))
                .whenComplete((prospect, failure) -> context.loop().submit(round -> decide(round, prospect)));
    }

    private static boolean isHandedOver(Line line) {
        return line.outgoing().ledger().seen().isPresent();
    }

    /** A line under another key of the peer has settlements of the same numbers. */
    private boolean isAbout(Line line) {
        return Keys.outgoing(line, number).equals(transfer.key());
    }

    private boolean isAwaited(Line line) {
        SettlementSlot slot = line.outgoing();
        boolean open = slot.step().isAwaiting() || slot.status() == SettlementStatus.ANSWERED;
        return isAbout(line) && slot.number() == number && slot.isUnderWay() && open;
    }

    private void decide(Round round, Prospect prospect) {
        round.afterwards(() -> prospects.capabilities().heard(prospect.abilities()));
        Optional<Line> line = round.line(peer).filter(this::isAwaited);
        if (line.isEmpty()) {
            end.run();
        } else if (prospect.isUnclear()) {
            later("it is silent");
        } else if (isHandedOver(line.get())) {
            again(
                    round,
                    line.get().outgoing().ledger().seen().get(),
                    prospect.abilities().get().seen());
        } else {
            first(round, line.get().outgoing(), prospect);
        }
    }

    private void first(Round round, SettlementSlot slot, Prospect prospect) {
        boolean perhapsBefore = slot.step() == LedgerStep.IN_DOUBT;
        Abilities abilities = prospect.abilities().orElseThrow();
        Optional<SettlementReason> obstacle = prospect.finding().obstacle().map(SettlementReason::because);
        if (perhapsBefore && !abilities.tellsKeysApart()) {
            LOG.warn("settlement {}: it was perhaps paid before, and the ledger cannot tell", transfer.key());
            end.run();
        } else if (obstacle.isPresent()) {
            LOG.warn(
                    "settlement {}: nothing is transferred: {}",
                    transfer.key(),
                    obstacle.get().code());
            step(
                    round,
                    perhapsBefore
                            ? new Input.TransferUnanswered(number, obstacle.get())
                            : new Input.TransferRefused(number, obstacle.get()));
            end.run();
        } else {
            handOver(round, abilities.seen());
        }
    }

    private void handOver(Round round, LedgerSeen now) {
        step(round, new Input.HandedOver(number, now));
        neverLeft = round.line(peer).filter(Submission::isHandedOver).isPresent();
        round.afterwards(neverLeft ? this::send : end);
    }

    private void again(Round round, LedgerSeen before, LedgerSeen now) {
        boolean same = before.instance().equals(now.instance());
        if (before.isSafeToRepeatOn(now) || (neverLeft && same)) {
            round.afterwards(this::send);
        } else if (neverLeft) {
            step(round, new Input.TransferRefused(number, SettlementReason.because(Code.LEDGER_CHANGED)));
            end.run();
        } else {
            leaveInDoubt(round, same ? Code.LEDGER_CANNOT_TELL : Code.LEDGER_CHANGED);
        }
    }

    private void send() {
        ledger.submit(transfer)
                .whenComplete((outcome, failure) -> context.loop().submit(round -> answered(round, outcome)));
    }

    private void answered(Round round, SubmitOutcome outcome) {
        neverLeft &= outcome instanceof NotSent;
        if (outcome instanceof Confirmed confirmed) {
            step(round, new Input.TransferConfirmed(number, confirmed.transaction()));
            end.run();
        } else if (outcome instanceof Rejected rejected) {
            SettlementReason reason = SettlementReason.because(Code.LEDGER_REFUSED, rejected.reason());
            LOG.info("settlement {}: the ledger refuses: {}", transfer.key(), reason.said());
            step(round, new Input.TransferRefused(number, reason));
            end.run();
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
        boolean toTheCreditor =
                recorded.payer().equals(transfer.payer()) && recorded.payee().equals(transfer.payee());
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
            leaveInDoubt(round, Code.PAID_TO_ANOTHER);
        }
    }

    private void unanswered(Round round, Unknown unknown) {
        boolean tellsKeysApart = round.line(peer)
                .filter(this::isAbout)
                .flatMap(line -> line.outgoing().ledger().seen())
                .filter(LedgerSeen::tellsKeysApart)
                .isPresent();
        if (tellsKeysApart) {
            step(round, new Input.TransferUnanswered(number, SettlementReason.because(Code.LEDGER_SILENT)));
            later("no outcome yet: " + unknown.reason());
        } else {
            LOG.warn("settlement {}: paid or not, nobody can tell: {}", transfer.key(), unknown.reason());
            leaveInDoubt(round, Code.LEDGER_CANNOT_TELL);
        }
    }

    private void leaveInDoubt(Round round, Code why) {
        step(round, new Input.TransferUnanswered(number, SettlementReason.because(why)));
        end.run();
    }

    private void step(Round round, Input input) {
        if (round.line(peer).filter(this::isAbout).isPresent()) {
            round.step(peer, input);
        }
    }

    /** Says so once; then it is the same again and again. */
    private void later(String reason) {
        if (!reported) {
            reported = true;
            LOG.warn("settlement {}: to be handed over again: {}", transfer.key(), reason);
        }
        context.environment()
                .schedule(backoff.next(), () -> context.loop().submit(round -> round.afterwards(this::attempt)));
    }
}
