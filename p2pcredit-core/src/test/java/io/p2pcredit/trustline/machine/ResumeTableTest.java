package io.p2pcredit.trustline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All that bob can show alice in a Resume. She has written 3 entries, the third of which bob has not signed for, and
 * has signed for 2 of his 3 entries; he has signed for 2 of hers.
 */
class ResumeTableTest {
    private static final Entry PAYMENT =
            new Entry.Payment(new PaymentId(9, 9), 0, Amount.of(1), Amount.of(1), Memo.NONE);

    private final Pair pair = Pair.open(100);
    private final End alice = pair.alice;
    private final End bob = pair.bob;

    ResumeTableTest() {
        alice.pay(20);
        pair.settleDown();
        bob.pay(3).pay(4);
        alice.pay(30);
        pair.deliver(bob);
        pair.deliver(bob);
        alice.restore(alice.facts.size() - 1);
        assertThat(alice.line().own().signedSeq()).isEqualTo(3);
        assertThat(alice.line().own().signedPeerSeq()).isEqualTo(2);
        assertThat(alice.line().theirs().signedSeq()).isEqualTo(3);
        assertThat(alice.line().theirs().signedPeerSeq()).isEqualTo(2);
    }

    /** What bob shows of alice's chain. */
    enum Held {
        SAME,
        LACKS_ACKNOWLEDGEMENT,
        LACKS_NEWEST_ENTRY,
        LACKS_ENTRIES,
        NOTHING,
        HAS_ACKNOWLEDGEMENT_MORE,
        HAS_ENTRY_MORE,
        FORK;

        Optional<SignedProof> shown(End alice) {
            return switch (this) {
                case SAME -> alice.line().own().newest();
                case LACKS_ACKNOWLEDGEMENT -> signed(Forgery.of(alice).seen(1));
                case LACKS_NEWEST_ENTRY -> Optional.of(proofOf(alice, 2));
                case LACKS_ENTRIES -> Optional.of(proofOf(alice, 1));
                case NOTHING -> Optional.empty();
                case HAS_ACKNOWLEDGEMENT_MORE -> signed(Forgery.of(alice));
                case HAS_ENTRY_MORE -> signed(Forgery.of(alice).entries(PAYMENT));
                case FORK -> signed(Forgery.of(alice).paid(1));
            };
        }
    }

    /** What bob shows of his own chain. */
    enum Mine {
        SAME,
        LACKS_ACKNOWLEDGEMENT,
        LACKS_ENTRIES,
        NOTHING,
        HAS_ACKNOWLEDGEMENT_MORE,
        HAS_ENTRY_MORE,
        FORK;

        Optional<SignedProof> shown(End bob) {
            return switch (this) {
                case SAME -> bob.line().own().newest();
                case LACKS_ACKNOWLEDGEMENT -> signed(Forgery.of(bob).seen(1));
                case LACKS_ENTRIES -> Optional.of(proofOf(bob, 2));
                case NOTHING -> Optional.empty();
                case HAS_ACKNOWLEDGEMENT_MORE -> signed(Forgery.of(bob).seen(3));
                case HAS_ENTRY_MORE -> signed(Forgery.of(bob).entries(PAYMENT));
                case FORK -> signed(Forgery.of(bob).paid(1));
            };
        }
    }

    private static Optional<SignedProof> signed(Forgery forgery) {
        return Optional.of(forgery.update().signed());
    }

    private static SignedProof proofOf(End writer, long seq) {
        return End.updatesIn(writer.facts).stream()
                .filter(update -> update.proof().seq() == seq)
                .findFirst()
                .orElseThrow()
                .signed();
    }

    /**
     * r: ready, w: waits for what is missing; then, in capitals, what alice sends: S her newest updates, B everything
     * that bob lacks of both chains. e: bob has contradicted himself. f: alice's own key has signed something else.
     */
    private static final String TABLE = """
                                    SAME LACKS_ACKNOWLEDGEMENT LACKS_ENTRIES NOTHING HAS_ACKNOWLEDGEMENT_MORE HAS_ENTRY_MORE FORK
            SAME                     r    r    rB   rB   r    w    e
            LACKS_ACKNOWLEDGEMENT    r    r    rB   rB   r    w    e
            LACKS_NEWEST_ENTRY       rS   rS   rB   rB   rS   wS   e
            LACKS_ENTRIES            rB   rB   rB   rB   rB   wB   e
            NOTHING                  rB   rB   rB   rB   rB   wB   e
            HAS_ACKNOWLEDGEMENT_MORE r    r    rB   rB   r    w    e
            HAS_ENTRY_MORE           w    w    wB   wB   w    w    e
            FORK                     f    f    f    f    f    f    e
            """;

    private static final Splitter CELLS = Splitter.on(' ').omitEmptyStrings();

    static Stream<Arguments> table() {
        List<String> rows = TABLE.lines().toList();
        List<String> columns = CELLS.splitToList(rows.get(0));
        List<Arguments> cases = new ArrayList<>();
        for (String row : rows.subList(1, rows.size())) {
            List<String> cells = CELLS.splitToList(row);
            for (int i = 0; i < columns.size(); i++) {
                cases.add(Arguments.of(Held.valueOf(cells.get(0)), Mine.valueOf(columns.get(i)), cells.get(i + 1)));
            }
        }
        assertThat(cases).hasSize(Held.values().length * Mine.values().length);
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("table")
    void whatIsShownDecidesWhatIsAwaitedAndSent(Held held, Mine mine, String outcome) {
        Optional<SignedProof> shownOfAlice = held.shown(alice);
        Optional<SignedProof> shownOfBob = mine.shown(bob);
        Line before = alice.line();
        alice.take(new Input.SessionStarted()).take(new Input.ResumeReceived(shownOfBob, shownOfAlice));
        switch (outcome.charAt(0)) {
            case 'e' -> assertFrozen(Misbehaviour.EQUIVOCATION, before.theirs(), shownOfBob);
            case 'f' -> assertFrozen(Misbehaviour.FORKED, before.own(), shownOfAlice);
            default -> assertGoesOn(outcome, before, shownOfBob, shownOfAlice);
        }
        assertThat(alice.closings).isEmpty();
        assertThat(alice.replayed()).isEqualTo(alice.line());
    }

    private void assertFrozen(Misbehaviour what, Chain before, Optional<SignedProof> shown) {
        Update proof = new Update(List.of(), shown.orElseThrow());
        assertThat(alice.line().evidence()).contains(new Evidence(what, before.newest(), proof));
        assertThat(alice.link().isReady()).isFalse();
        assertThat(alice.effects).isEmpty();
    }

    private void assertGoesOn(
            String outcome, Line before, Optional<SignedProof> shownOfBob, Optional<SignedProof> shownOfAlice) {
        boolean ready = outcome.startsWith("r");
        assertThat(alice.line().isFrozen()).isFalse();
        assertThat(alice.link().isReady()).isEqualTo(ready);
        assertThat(alice.effects.contains(new Effect.BecomeReady())).isEqualTo(ready);
        List<Effect> sent = alice.effects.stream()
                .filter(effect -> effect instanceof Effect.Resend || effect instanceof Effect.BringInStep)
                .toList();
        if (outcome.endsWith("B")) {
            long theirs = Math.min(seq(shownOfBob), before.theirs().signedSeq());
            assertThat(sent)
                    .containsExactly(new Effect.BringInStep(
                            seq(shownOfAlice),
                            theirs,
                            shownOfBob.filter(shown ->
                                    shown.proof().seq() < before.theirs().signedSeq())));
        } else if (outcome.endsWith("S")) {
            Update newest = before.window().updates().get(0);
            Update acknowledgement = new Update(List.of(), before.own().newest().orElseThrow());
            assertThat(sent).containsExactly(new Effect.Resend(List.of(newest, acknowledgement)));
        } else {
            assertThat(sent).isEmpty();
        }
        if (!ready) {
            assertThat(alice.line().own().seq()).isEqualTo(before.own().seq());
        }
    }

    private static long seq(Optional<SignedProof> shown) {
        return shown.map(signed -> signed.proof().seq()).orElse(0L);
    }

    @Nested
    class BeforeTheLineIsOpen {
        private final Pair fresh = Pair.inSession();
        private final End proposer = fresh.alice;
        private final End other = fresh.bob;

        private void resume(Optional<SignedProof> mine, Optional<SignedProof> held) {
            fresh.disconnect();
            proposer.take(new Input.SessionStarted()).take(new Input.ResumeReceived(mine, held));
        }

        private Optional<SignedProof> proposalOf(End end) {
            end.propose(10, 20);
            return end.line().own().newest();
        }

        @Test
        void whoHasNothingAndIsShownNothingIsReady() {
            resume(Optional.empty(), Optional.empty());
            assertThat(proposer.link().isReady()).isTrue();
        }

        @Test
        void whoHasNothingAndIsShownAProposalIsReadyAndWaitsForTheProposal() {
            resume(proposalOf(other), Optional.empty());
            assertThat(proposer.link().isReady()).isTrue();
            assertThat(proposer.line().isBlank()).isTrue();
        }

        @Test
        void whoHasNothingAndIsShownAProposalOfItsOwnWaitsForIt() {
            Optional<SignedProof> lost = proposalOf(proposer);
            proposer.restore(1);
            resume(Optional.empty(), lost);
            assertThat(proposer.link().isReady()).isFalse();
        }

        @Test
        void whoHasProposedProposesAgain() {
            proposalOf(proposer);
            resume(Optional.empty(), Optional.empty());
            assertThat(proposer.link().isReady()).isTrue();
            assertThat(proposer.effects).containsExactly(new Effect.SendProposal(), new Effect.BecomeReady());
        }

        @Test
        void whoHasProposedAndIsShownAProposalWaitsForItAndSendsItsOwn() {
            proposalOf(proposer);
            Update own = proposer.line().window().updates().get(0);
            resume(proposalOf(other), Optional.empty());
            assertThat(proposer.link().isReady()).isFalse();
            assertThat(proposer.effects).containsExactly(new Effect.Resend(List.of(own)));
        }
    }
}
