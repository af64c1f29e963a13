package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Decline;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Propose;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.LedgerInstance;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PlanStep;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Refusal;
import io.p2pcredit.trustline.SettlementReason;
import io.p2pcredit.trustline.SettlementReason.Code;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.Transition.Moved;
import io.p2pcredit.trustline.machine.Transition.Refused;
import io.p2pcredit.trustline.machine.WorkingLine.Sealed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One end of a line, with the least of a node around it: rounds that are sealed and "stored", effects run in order,
 * then the own updates of the round sent. Messages are values in {@link #outbox}.
 */
final class End {
    private static final Signature UNCHECKED = new Signature(Bytes.of(new byte[Signature.SIZE]));

    /** A ledger that tells keys apart. */
    static final LedgerSeen LEDGER = new LedgerSeen(true, Optional.of(LedgerInstance.of("one")));

    static final SettlementReason REFUSED = SettlementReason.because(Code.LEDGER_REFUSED);
    static final SettlementReason SILENT = SettlementReason.because(Code.LEDGER_SILENT);

    final String name;
    final List<LineRecord> facts = new ArrayList<>();
    /** How many facts were stored after each round: where a backup can have been taken. */
    final List<Integer> rounds = new ArrayList<>(List.of(1));

    final List<Effect> effects = new ArrayList<>();
    /** The ledger of this end; empty while it is silent. */
    Optional<LedgerSeen> ledger = Optional.of(LEDGER);

    /** Whether the last transfer that was handed over was one of which nothing was known before. */
    boolean handedOverAfresh;

    final Deque<PeerMessage> outbox = new ArrayDeque<>();
    final List<Refusal> refusals = new ArrayList<>();
    final List<CloseCode> closings = new ArrayList<>();
    Optional<Propose> proposal = Optional.empty();
    private Line base;
    private Line line;
    private Link link = Link.AWAY;
    private long payments;

    End(String name, PublicKey self, String peerName, PublicKey peer) {
        this.name = name;
        this.line = Line.blank(LineIdentity.of(
                Asset.CREDIT, self, PeerId.of(peerName), peer, AccountId.of(name), AccountId.of(peerName)));
        this.base = line;
        facts.add(new LineRecord.Created(line.identity()));
    }

    Line line() {
        return line;
    }

    Link link() {
        return link;
    }

    WorkingLine working() {
        return WorkingLine.of(line, link);
    }

    /** Puts another state in place, for what would take too long to reach. */
    void stands(Line other) {
        line = other;
        base = other;
        facts.clear();
    }

    /**
     * One round: all inputs, then one durable write. Refused inputs change nothing. What is to be handed to the ledger
     * is found fit for it, in another round.
     */
    End take(Input... inputs) {
        effects.clear();
        round(inputs);
        boolean isToBePaid = effects.stream().anyMatch(Effect.SubmitTransfer.class::isInstance);
        handedOverAfresh = isToBePaid && line.outgoing().step() == LedgerStep.NONE;
        if (isToBePaid && ledger.isPresent()) {
            round(new Input.HandedOver(line.outgoing().number(), ledger.get()));
        }
        return this;
    }

    private void round(Input... inputs) {
        int known = effects.size();
        WorkingLine work = working();
        for (Input input : inputs) {
            Transition transition = work.step(input);
            if (transition instanceof Refused refused) {
                refusals.add(refused.refusal());
            } else if (transition instanceof Moved moved) {
                work = moved.next();
                effects.addAll(moved.effects());
            }
        }
        store(work.readyToSeal(), List.copyOf(effects.subList(known, effects.size())));
    }

    private void store(WorkingLine work, List<Effect> toDo) {
        List<Signature> signatures = work.unsigned().stream()
                .map(proof -> FakeSignature.by(line.identity().self(), proof))
                .toList();
        Sealed sealed = work.seal(signatures);
        line = sealed.line();
        link = sealed.link();
        facts.addAll(sealed.facts());
        rounds.add(facts.size());
        toDo.forEach(this::run);
        if (line.theirs().isOpen() && link.hasMet()) {
            newIn(sealed.facts()).forEach(update -> outbox.add(new Deliver(update)));
        }
    }

    private static List<Update> newIn(List<LineRecord> facts) {
        return facts.stream()
                .filter(LineRecord.OwnUpdate.class::isInstance)
                .map(fact -> ((LineRecord.OwnUpdate) fact).update())
                .toList();
    }

    /** What the writer of the facts has signed, also in a life that it has lost. */
    static List<Update> updatesIn(List<LineRecord> facts) {
        List<Update> updates = new ArrayList<>();
        for (LineRecord fact : facts) {
            if (fact instanceof LineRecord.OwnUpdate own) {
                updates.add(own.update());
            } else if (fact instanceof LineRecord.Returned returned) {
                updates.add(returned.update());
            }
        }
        return updates;
    }

    static List<Update> peersUpdatesIn(List<LineRecord> facts) {
        return facts.stream()
                .filter(LineRecord.PeerUpdate.class::isInstance)
                .map(fact -> ((LineRecord.PeerUpdate) fact).update())
                .toList();
    }

    private void run(Effect effect) {
        if (effect instanceof Effect.ShowState) {
            outbox.add(new Resume(
                    line.identity().id(), line.own().newest(), line.theirs().newest(), UNCHECKED));
        } else if (effect instanceof Effect.Resend resend) {
            resend.updates().forEach(update -> outbox.add(new Deliver(update)));
        } else if (effect instanceof Effect.BringInStep lacking) {
            giveBack(lacking);
        } else if (effect instanceof Effect.SendProposal) {
            outbox.add(new Propose(
                    line.proposal().asked(),
                    line.isOpen() ? List.of() : line.window().updates()));
        } else if (effect instanceof Effect.CloseSession close) {
            closings.add(close.code());
        }
    }

    /** Sends everything above what the peer holds of both chains, no update before what it acknowledges. */
    private void giveBack(Effect.BringInStep lacking) {
        Deque<Update> own = entriesAfter(updatesIn(facts), lacking.own());
        Optional<Update> unknown = lacking.shown().flatMap(this::contradiction);
        Deque<Update> theirs = unknown.map(update -> new ArrayDeque<>(List.of(update)))
                .orElseGet(() -> entriesAfter(peersUpdatesIn(facts), lacking.theirs()));
        long held = lacking.theirs();
        while (!own.isEmpty() || !theirs.isEmpty()) {
            boolean ownTurn =
                    !own.isEmpty() && (theirs.isEmpty() || own.peek().proof().peerSeq() <= held);
            Update next = ownTurn ? own.remove() : theirs.remove();
            held = ownTurn ? held : next.proof().seq();
            outbox.add(new Deliver(next));
        }
        line.own().newest().ifPresent(newest -> outbox.add(new Deliver(new Update(List.of(), newest))));
    }

    /** What the peer does not know in the place of a proof that it has shown, if that is not one of its updates here. */
    private Optional<Update> contradiction(SignedProof shown) {
        return entriesAfter(peersUpdatesIn(facts), shown.proof().seq() - 1).stream()
                .findFirst()
                .filter(there -> there.proof().seq() != shown.proof().seq()
                        || !there.proof().entriesHash().equals(shown.proof().entriesHash()));
    }

    private static ArrayDeque<Update> entriesAfter(List<Update> updates, long seq) {
        return new ArrayDeque<>(updates.stream()
                .filter(update -> !update.isAcknowledgement() && update.proof().seq() > seq)
                .toList());
    }

    /**
     * What a node does with a message. A proposal waits for {@link #accept}, unless this end has opened the line too.
     */
    void receive(PeerMessage message) {
        if (message instanceof Resume resume) {
            take(new Input.ResumeReceived(resume.mine(), resume.held()));
        } else if (message instanceof Deliver deliver) {
            verify(deliver.update());
            take(new Input.UpdateReceived(deliver.update()));
        } else if (message instanceof Propose proposed) {
            proposal = Optional.of(proposed);
            if (line.own().isOpen() && !proposed.updates().isEmpty()) {
                take(proposalUpdates());
            }
        } else if (message instanceof Decline) {
            take(new Input.ProposalDeclined());
        }
    }

    private void verify(Update update) {
        LineIdentity identity = line.identity();
        PublicKey peer = update.proof().side() == identity.side() ? identity.self() : identity.peerKey();
        assertThat(update.signed().signature()).isEqualTo(FakeSignature.by(peer, update.proof()));
    }

    private Input[] proposalUpdates() {
        return proposal.orElseThrow().updates().stream()
                .map(Input.UpdateReceived::new)
                .toArray(Input[]::new);
    }

    End propose(long granted, long asked) {
        return take(new Input.Propose(CreditLimit.of(granted), CreditLimit.of(asked)));
    }

    /** Accepts the proposal that waits. */
    End accept(long granted) {
        List<Input> inputs = new ArrayList<>(List.of(proposalUpdates()));
        inputs.add(new Input.Accept(CreditLimit.of(granted)));
        proposal = Optional.empty();
        return take(inputs.toArray(Input[]::new));
    }

    End decline() {
        proposal = Optional.empty();
        outbox.add(new Decline());
        return this;
    }

    End pay(long units) {
        return take(payment(units));
    }

    Input.Pay payment(long units) {
        return new Input.Pay(payment(units, false));
    }

    QueuedPayment payment(long units, boolean settles) {
        return QueuedPayment.of(nextId(), Amounts.of(units), false, Memo.NONE, settles);
    }

    QueuedPayment batch(boolean settles, long... units) {
        return QueuedPayment.of(nextId(), Amounts.of(units), true, Memo.NONE, settles);
    }

    private PaymentId nextId() {
        payments++;
        return new PaymentId(line.identity().self().first(), payments);
    }

    /** Pays past the limit if need be. */
    End pay(QueuedPayment payment) {
        return take(new Input.Pay(payment));
    }

    /** What it took to pay: the parts of the payment and the settlements from the first part on. */
    List<PlanStep> stepsOf(QueuedPayment payment, long afterEntry) {
        List<PlanStep> steps = new ArrayList<>();
        for (Update update : updatesIn(facts)) {
            long number = update.firstSeq();
            for (Entry entry : update.entries()) {
                if (number++ > afterEntry) {
                    stepOf(payment, entry).ifPresent(steps::add);
                }
            }
        }
        return steps;
    }

    private static Optional<PlanStep> stepOf(QueuedPayment payment, Entry entry) {
        if (entry instanceof Entry.Payment part && part.id().equals(payment.id())) {
            return Optional.of(new PlanStep.Pay(part.amount().units()));
        }
        if (entry instanceof Entry.PaymentBatch batch && batch.id().equals(payment.id())) {
            return Optional.of(new PlanStep.Pay(batch.amounts().sum()));
        }
        return entry instanceof Entry.SettlementIntent intent
                ? Optional.of(new PlanStep.Settle(intent.amount().units()))
                : Optional.empty();
    }

    End changeLimit(long units) {
        return take(new Input.ChangeLimit(CreditLimit.of(units)));
    }

    End settle() {
        return take(new Input.Settle(Optional.empty()));
    }

    End settle(long units) {
        return take(new Input.Settle(Optional.of(Amount.of(units))));
    }

    /** The last refusal, which is then forgotten. */
    Refusal refusal() {
        assertThat(refusals).as("refusals of %s", name).hasSize(1);
        return refusals.remove(0);
    }

    /** Stops the node and starts it again with what is durable. */
    void restart() {
        link = Link.AWAY;
        outbox.clear();
        proposal = Optional.empty();
        line = replayed();
        take(new Input.Recovered());
    }

    /** Puts an old backup back: the state after so many facts. */
    void restore(int backup) {
        facts.subList(backup, facts.size()).clear();
        restart();
    }

    /** The state that the stored facts lead to. */
    Line replayed() {
        Line next = base;
        for (LineRecord fact : facts) {
            next = next.apply(fact);
        }
        return next;
    }

    long balance() {
        return line.balance().units();
    }
}
