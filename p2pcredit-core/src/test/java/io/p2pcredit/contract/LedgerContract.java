package io.p2pcredit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.Ledger.BalanceOutcome;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.spi.Ledger.IncomingPage;
import io.p2pcredit.spi.Ledger.InstanceOutcome;
import io.p2pcredit.spi.Ledger.LookUpOutcome;
import io.p2pcredit.spi.Ledger.Recorded;
import io.p2pcredit.spi.Ledger.SubmitOutcome;
import io.p2pcredit.spi.Ledger.SubmitOutcome.Confirmed;
import io.p2pcredit.spi.Ledger.SubmitOutcome.KeyUsed;
import io.p2pcredit.spi.Ledger.SubmitOutcome.Rejected;
import io.p2pcredit.spi.Ledger.Transfer;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.TransactionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Ledger} has promised. What needs a capability is tested only if the ledger has it. Every test uses
 * fresh accounts: Alice's with 500 units, Bob's with 300, Charlie's with none.
 */
public abstract class LedgerContract extends Contract {
    private static final PeerId ALICE = PeerId.of("Alice");
    private static final PeerId BOB = PeerId.of("Bob");
    private static final PeerId CHARLIE = PeerId.of("Charlie");

    private Ledger alice;
    private Ledger bob;
    private Ledger charlie;

    /** Opens an account with that much in it, on the one ledger of the test, and gives its owner's access to it. */
    protected abstract Ledger opened(PeerId owner, long funds);

    /** The owner's access to a ledger that cannot be reached or never answers; empty if this one is always there. */
    protected abstract Optional<Ledger> outOfReach(PeerId owner);

    /**
     * Another access of the owner of an opened account, through which requests are carried out and their answers are
     * lost; empty if this ledger's never are.
     */
    protected abstract Optional<Ledger> losingAnswers(PeerId owner);

    /**
     * Another access of the owner of an opened account, through which nothing leaves; empty if this ledger's always can
     * be sent something.
     */
    protected Optional<Ledger> unableToSend(PeerId owner) {
        return Optional.empty();
    }

    @Test
    public void saysWhatItCanDo() {
        alice = opened(ALICE, 500);
        Optional<Set<Capability>> capabilities = answer(alice::capabilities);
        assertThat(capabilities).isPresent().isEqualTo(answer(alice::capabilities));
    }

    @Test
    public void givesEveryPeerAnAccountOfItsOwn() {
        alice = opened(ALICE, 500);
        AccountId bobs = waiting().atOnce(() -> alice.accountOf(BOB));
        assertThat(alice.accountOf(BOB)).isEqualTo(bobs);
        assertThat(List.of(alice.accountOf(ALICE), alice.accountOf(CHARLIE))).doesNotContain(bobs);
    }

    @Test
    public void readsBalances() {
        alice = opened(ALICE, 500);
        charlie = opened(CHARLIE, 0);
        assumeItCan(Capability.BALANCE);
        assertThat(balance(alice, ALICE)).hasValue(500);
        assertThat(balance(alice, CHARLIE)).hasValue(0);
    }

    @Test
    public void saysThatAnAccountIsNotThere() {
        alice = opened(ALICE, 500);
        assumeItCan(Capability.BALANCE);
        assertThat(account(alice, BOB)).isEqualTo(new BalanceOutcome.NoAccount());
    }

    @Test
    public void isTheSameLedgerWhoeverAsksAndWhateverItHasDone() {
        openAll();
        InstanceOutcome instance = answer(alice::instance);
        assertThat(instance).isNotInstanceOf(InstanceOutcome.Unknown.class);
        assertThat(submit(alice, transfer(1, ALICE, BOB, 120))).isInstanceOf(Confirmed.class);
        assertThat(answer(alice::instance)).isEqualTo(instance);
        assertThat(answer(bob::instance)).isEqualTo(instance);
    }

    @Test
    public void movesExactlyTheAmount() {
        openAll();
        assumeItCan(Capability.BALANCE);
        assertThat(submit(alice, transfer(1, ALICE, BOB, 120))).isInstanceOf(Confirmed.class);
        assertBalances(380L, 420L, 0L);
    }

    @Test
    public void spendsEverythingAndNoMore() {
        openAll();
        assumeItCan(Capability.BALANCE);
        assertThat(submit(alice, transfer(1, ALICE, BOB, 501))).isInstanceOf(Rejected.class);
        assertBalances(500L, 300L, 0L);
        assertThat(submit(alice, transfer(2, ALICE, BOB, 500))).isInstanceOf(Confirmed.class);
        assertBalances(0L, 800L, 0L);
    }

    @Test
    public void rejectsATransferToNobody() {
        alice = opened(ALICE, 500);
        assumeItCan(Capability.BALANCE);
        assertThat(submit(alice, transfer(1, ALICE, PeerId.of("Nobody"), 5))).isInstanceOf(Rejected.class);
        assertThat(balance(alice, ALICE)).hasValue(500);
    }

    @Test
    public void paysOutOfItsOwnAccountOnly() {
        openAll();
        assumeItCan(Capability.BALANCE);
        Transfer foreign = transfer(1, BOB, CHARLIE, 10);
        assertThat(submit(alice, foreign)).isNotInstanceOf(Confirmed.class);
        assertBalances(500L, 300L, 0L);
        assertThat(submit(bob, foreign)).as("the owner's own use of the key").isInstanceOf(Confirmed.class);
    }

    @Test
    public void movesMoneyOncePerKeyHoweverOftenItIsAsked() {
        openAll();
        assumeItCan(Capability.IDEMPOTENT_SUBMIT);
        Transfer transfer = transfer(1, ALICE, BOB, 120);
        List<CompletionStage<SubmitOutcome>> together = Stream.generate(
                        () -> waiting().atOnce(() -> alice.submit(transfer)))
                .limit(8)
                .toList();
        Set<SubmitOutcome> outcomes =
                Set.copyOf(together.stream().map(waiting()::answer).toList());
        assertThat(outcomes).singleElement().isInstanceOf(Confirmed.class);
        assertThat(submit(alice, transfer)).isIn(outcomes);
        assertBalances(380L, 420L, 0L);
    }

    @Test
    public void givesEveryTransferAnIdOfItsOwn() {
        openAll();
        assumeItCan(Capability.IDEMPOTENT_SUBMIT);
        assertThat(submit(alice, transfer(1, ALICE, BOB, 10))).isNotEqualTo(submit(alice, transfer(2, ALICE, BOB, 10)));
    }

    @Test
    public void standsByARefusal() {
        openAll();
        assumeItCan(Capability.IDEMPOTENT_SUBMIT);
        Transfer tooMuch = transfer(1, ALICE, BOB, 600);
        SubmitOutcome refusal = submit(alice, tooMuch);
        assertThat(submit(bob, transfer(1, BOB, ALICE, 300))).isInstanceOf(Confirmed.class);
        assertThat(submit(alice, tooMuch)).isEqualTo(refusal).isInstanceOf(Rejected.class);
        assertBalances(800L, 0L, 0L);
        assertThat(submit(alice, transfer(2, ALICE, BOB, 600))).isInstanceOf(Confirmed.class);
    }

    @Test
    public void tellsWhatAUsedKeyStandsFor() {
        openAll();
        assumeItCan(Capability.IDEMPOTENT_SUBMIT);
        Transfer made = transfer(1, ALICE, BOB, 120);
        Transfer refused = transfer(2, ALICE, BOB, 5_000);
        SubmitOutcome confirmed = submit(alice, made);
        SubmitOutcome rejected = submit(alice, refused);
        assertThat(submit(alice, transfer(1, ALICE, BOB, 121))).isEqualTo(new KeyUsed(made, confirmed));
        assertThat(submit(alice, transfer(1, ALICE, CHARLIE, 120))).isEqualTo(new KeyUsed(made, confirmed));
        assertThat(submit(alice, transfer(2, ALICE, BOB, 1))).isEqualTo(new KeyUsed(refused, rejected));
        assertBalances(380L, 420L, 0L);
    }

    @Test
    public void keepsTheKeysOfDifferentPayersApart() {
        openAll();
        assumeItCan(Capability.IDEMPOTENT_SUBMIT);
        assertThat(submit(alice, transfer(1, ALICE, CHARLIE, 10))).isInstanceOf(Confirmed.class);
        assertThat(submit(bob, transfer(1, BOB, CHARLIE, 20))).isInstanceOf(Confirmed.class);
        assertBalances(490L, 280L, 30L);
    }

    @Test
    public void looksUpWhatWasMadeAndNothingElse() {
        openAll();
        assumeItCan(Capability.LOOK_UP);
        Transfer made = transfer(1, ALICE, BOB, 120);
        TransactionId transaction = confirmed(alice, made);
        submit(alice, transfer(2, ALICE, BOB, 5_000));
        LookUpOutcome found = new LookUpOutcome.Found(new Recorded(made, transaction));
        assertThat(lookUp(alice, ALICE, 1)).isEqualTo(found);
        assertThat(lookUp(bob, ALICE, 1)).as("as the payee sees it").isEqualTo(found);
        assertThat(lookUp(alice, BOB, 1)).as("another payer's key").isEqualTo(new LookUpOutcome.NotFound());
        assertThat(lookUp(alice, ALICE, 2)).as("refused").isEqualTo(new LookUpOutcome.NotFound());
        assertThat(lookUp(alice, ALICE, 3)).as("never used").isEqualTo(new LookUpOutcome.NotFound());
    }

    @Test
    public void listsWhatHasComeInOnceAndInOrder() {
        openAll();
        assumeItCan(Capability.INCOMING);
        List<Recorded> made = new ArrayList<>();
        made.add(recorded(alice, transfer(1, ALICE, CHARLIE, 10)));
        recorded(alice, transfer(2, ALICE, BOB, 10));
        submit(alice, transfer(3, ALICE, CHARLIE, 5_000));
        made.add(recorded(bob, transfer(1, BOB, CHARLIE, 20)));
        IncomingPage first = incoming(charlie, CHARLIE, 0);
        assertThat(first.transfers()).isEqualTo(made);
        assertThat(incoming(charlie, CHARLIE, first.next()).transfers()).isEmpty();
        Recorded later = recorded(alice, transfer(4, ALICE, CHARLIE, 1));
        assertThat(incoming(charlie, CHARLIE, first.next()).transfers()).containsExactly(later);
    }

    @Test
    public void listsManyTransfersPageByPage() {
        alice = opened(ALICE, 5_000);
        bob = opened(BOB, 0);
        assumeItCan(Capability.INCOMING);
        List<Recorded> made = LongStream.rangeClosed(1, 1_003)
                .mapToObj(number -> recorded(alice, transfer(number, ALICE, BOB, 1 + number % 3)))
                .toList();
        List<Recorded> listed = new ArrayList<>();
        IncomingPage page = incoming(bob, BOB, 0);
        while (!page.transfers().isEmpty()) {
            assertThat(page.transfers()).hasSizeLessThanOrEqualTo(1_000);
            listed.addAll(page.transfers());
            assertThat(listed).hasSizeLessThanOrEqualTo(made.size());
            page = incoming(bob, BOB, page.next());
        }
        assertThat(listed).isEqualTo(made);
    }

    @Test
    public void takesSilenceForNoAnswer() {
        alice = assumed(outOfReach(ALICE));
        assertThat(submit(alice, transfer(1, ALICE, BOB, 1)))
                .isInstanceOfAny(SubmitOutcome.Unknown.class, SubmitOutcome.NotSent.class);
        assertThat(lookUp(alice, ALICE, 1)).isInstanceOf(LookUpOutcome.Unknown.class);
        assertThat(account(alice, ALICE)).isInstanceOf(BalanceOutcome.Unknown.class);
        assertThat(answer(() -> alice.incoming(alice.accountOf(ALICE), 0))).isEmpty();
        assertThat(answer(alice::capabilities)).isEmpty();
        boolean hasAName = answer(opened(BOB, 0)::instance) instanceof InstanceOutcome.Named;
        InstanceOutcome silent = answer(alice::instance);
        assertThat(silent instanceof InstanceOutcome.Unknown
                        || (!hasAName && silent instanceof InstanceOutcome.Nameless))
                .as("says nothing of itself: %s", silent)
                .isTrue();
    }

    @Test
    public void takesALostAnswerForUnknownAndMovesTheMoneyOnce() {
        openAll();
        assumeItCan(Capability.BALANCE);
        Ledger lossy = assumed(losingAnswers(ALICE));
        Transfer transfer = transfer(1, ALICE, BOB, 120);
        assertThat(submit(lossy, transfer)).isInstanceOf(SubmitOutcome.Unknown.class);
        assertBalances(380L, 420L, 0L);
        assumeItCan(Capability.IDEMPOTENT_SUBMIT);
        assertThat(submit(alice, transfer)).isInstanceOf(Confirmed.class);
        assertBalances(380L, 420L, 0L);
    }

    @Test
    public void hasDoneNothingThatWasNotSent() {
        openAll();
        assumeItCan(Capability.BALANCE);
        Ledger mute = assumed(unableToSend(ALICE));
        Transfer transfer = transfer(1, ALICE, BOB, 120);
        assertThat(submit(mute, transfer)).isInstanceOf(SubmitOutcome.NotSent.class);
        assertBalances(500L, 300L, 0L);
        assertThat(submit(alice, transfer)).isInstanceOf(Confirmed.class);
        assertBalances(380L, 420L, 0L);
    }

    @Test
    public void isSilentWhereItIsUnable() {
        openAll();
        Set<Capability> capabilities = answer(alice::capabilities).orElseThrow();
        if (!capabilities.contains(Capability.LOOK_UP)) {
            assertThat(lookUp(alice, ALICE, 1)).isInstanceOf(LookUpOutcome.Unknown.class);
        }
        if (!capabilities.contains(Capability.INCOMING)) {
            assertThat(answer(() -> alice.incoming(alice.accountOf(ALICE), 0))).isEmpty();
        }
        if (!capabilities.contains(Capability.BALANCE)) {
            assertThat(account(alice, ALICE)).isInstanceOf(BalanceOutcome.Unknown.class);
        }
    }

    private void openAll() {
        alice = opened(ALICE, 500);
        bob = opened(BOB, 300);
        charlie = opened(CHARLIE, 0);
    }

    private Transfer transfer(long key, PeerId payer, PeerId payee, long units) {
        return new Transfer(
                new SettlementKey(key, 0), alice.accountOf(payer), alice.accountOf(payee), Amount.of(units));
    }

    private SubmitOutcome submit(Ledger ledger, Transfer transfer) {
        return answer(() -> ledger.submit(transfer));
    }

    private TransactionId confirmed(Ledger ledger, Transfer transfer) {
        SubmitOutcome outcome = submit(ledger, transfer);
        assertThat(outcome).isInstanceOf(Confirmed.class);
        return ((Confirmed) outcome).transaction();
    }

    private Recorded recorded(Ledger ledger, Transfer transfer) {
        return new Recorded(transfer, confirmed(ledger, transfer));
    }

    private LookUpOutcome lookUp(Ledger ledger, PeerId payer, long key) {
        return answer(() -> ledger.lookUp(ledger.accountOf(payer), new SettlementKey(key, 0)));
    }

    private IncomingPage incoming(Ledger ledger, PeerId payee, long after) {
        Optional<IncomingPage> page = answer(() -> ledger.incoming(ledger.accountOf(payee), after));
        assertThat(page).isPresent();
        return page.orElseThrow();
    }

    private OptionalLong balance(Ledger ledger, PeerId owner) {
        return account(ledger, owner).known();
    }

    private BalanceOutcome account(Ledger ledger, PeerId owner) {
        return answer(() -> ledger.balance(ledger.accountOf(owner)));
    }

    /** What is in the accounts of Alice, Bob and Charlie, if the ledger shows it. */
    private void assertBalances(Long... funds) {
        if (answer(alice::capabilities).orElseThrow().contains(Capability.BALANCE)) {
            assertThat(Stream.of(ALICE, BOB, CHARLIE)
                            .map(owner -> balance(alice, owner).orElseThrow()))
                    .containsExactly(funds);
        }
    }

    private <T> T answer(Callable<CompletionStage<T>> question) {
        return waiting().answer(waiting().atOnce(question));
    }

    private void assumeItCan(Capability capability) {
        Set<Capability> capabilities = answer(alice::capabilities).orElseThrow();
        assumeTrue(capabilities.contains(capability), "this ledger lacks " + capability);
    }

    private static Ledger assumed(Optional<Ledger> ledger) {
        assumeTrue(ledger.isPresent(), "this ledger is never away");
        return ledger.orElseThrow();
    }
}
