package io.p2pcredit.node;

import static io.p2pcredit.node.Town.ALICE;
import static io.p2pcredit.node.Town.BOB;
import static io.p2pcredit.node.Town.admitting;
import static io.p2pcredit.node.Town.answer;
import static io.p2pcredit.node.Town.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Progress;
import io.p2pcredit.message.PeerMessage.Resume;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.CloseCode;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.entry.CanonicalForm;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Bob's node sends to Alice, who has lost something. Alice is played by a {@link Puppet}. */
@Timeout(60)
class BringingInStepTest {
    private static final PeerId CAROL = PeerId.of("Carol");

    /** What one may have on its way to a peer that has shown nothing, in canonical bytes. */
    private static final int LITTLE = 16 * 1024;

    private final Town town = new Town();
    private final Story story = Story.of(town, 100);
    private final CreditNode bob = town.bob.start(admitting(1_000));
    private final List<Update> everything = story.inOrder();

    @AfterEach
    void closeTheTown() {
        town.close();
    }

    @Test
    void sendsLittleBeforeThePeerSaysThatItTakesMore() {
        Puppet alice = Puppet.dialling(town.alice, BOB).open().resume();
        List<Update> little = everything.subList(0, fittingIn(LITTLE));

        assertThat(hear(alice, little.size())).isEqualTo(little);
        servesCarol();
        assertThat(alice.hasHeardMore()).isFalse();
        alice.say(new Progress(0, 0));
        assertThat(hear(alice, everything.size() - little.size()))
                .isEqualTo(everything.subList(little.size(), everything.size()));
        assertThat(alice.hear(Deliver.class)).isEqualTo(new Deliver(new Update(List.of(), story.bobNewest())));
    }

    @Test
    void sendsWhatIsSignedMeanwhileAfterEverythingOlder() {
        Puppet alice = Puppet.dialling(town.alice, BOB).open().resume();
        int little = fittingIn(LITTLE);
        hear(alice, little);
        answer(bob.pay(PaymentOrder.to(ALICE, 17)).recorded());
        answer(bob.pay(PaymentOrder.to(ALICE, 18)).recorded());
        alice.say(new Progress(0, 0));
        List<Update> older = hear(alice, everything.size() - little);
        List<Update> newer = hear(alice, 2);

        assertThat(older).isEqualTo(everything.subList(little, everything.size()));
        assertThat(amounts(newer)).containsExactly(17L, 18L);
        answer(bob.pay(PaymentOrder.to(ALICE, 19)).recorded());
        assertThat(amounts(hear(alice, 1))).containsExactly(19L);
    }

    @Test
    void sendsOnlyWhatThePeerLacks() {
        Puppet alice = Puppet.dialling(town.alice, BOB).open();
        Update hers = story.alice().get(40);
        Update his = story.bob().get(39);
        assertThat(hers.proof().peerSeq()).isEqualTo(his.proof().seq());
        alice.resume(Optional.of(hers.signed()), Optional.of(his.signed()));
        int held = everything.indexOf(hers) + 1;

        assertThat(hear(alice, everything.size() - held)).isEqualTo(everything.subList(held, everything.size()));
    }

    @Test
    void waitsForTheHistory() {
        bob.close();
        HeldHistory slow = new HeldHistory(new InMemoryHistory());
        CreditNode again =
                town.bob.start(builder -> admitting(1_000).apply(builder).store(town.bob.storage.takeOver(), slow));
        slow.hold();
        CreditNode carol = town.house(CAROL, InMemorySigner.generate()).start();
        open(carol, again, 10);
        Puppet alice = Puppet.dialling(town.alice, BOB).open().resume();
        alice.say(new Progress(0, 0));
        answer(carol.pay(PaymentOrder.to(BOB, 1)).acknowledged());
        assertThat(alice.hasHeardMore()).isFalse();
        slow.letGo();

        assertThat(hear(alice, everything.size())).isEqualTo(everything);
    }

    @Test
    void takesAProgressThatCameAtOnceWithTheResume() {
        bob.close();
        try (Reins reins = new Reins()) {
            CreditNode again = town.bob.start(builder -> builder.environment(reins));
            Puppet alice = Puppet.dialling(town.alice, BOB).open();
            reins.holdTheOwner();
            long before = reins.workDone();
            alice.resume().say(new Progress(0, 0));
            Town.await(() -> reins.workDone() >= before + 2);
            reins.letTheOwnerGo();

            assertThat(hear(alice, everything.size())).isEqualTo(everything);
            again.close();
        }
    }

    @Test
    void beginsAgainInTheNextSession() {
        Puppet first = Puppet.dialling(town.alice, BOB).open().resume();
        hear(first, 3);
        Puppet second = Puppet.dialling(town.alice, BOB).prove().resume();
        second.hear(Resume.class);
        assertThat(first.endAtLast()).isEqualTo(CloseCode.SUPERSEDED);
        second.say(new Progress(0, 0));

        assertThat(hear(second, everything.size())).isEqualTo(everything);
    }

    private int fittingIn(int bytes) {
        int count = 0;
        int sum = 0;
        while (sum + CanonicalForm.of(everything.get(count)).size() <= bytes) {
            sum += CanonicalForm.of(everything.get(count)).size();
            count++;
        }
        return count;
    }

    private void servesCarol() {
        CreditNode carol = town.house(CAROL, InMemorySigner.generate()).start();
        open(carol, bob, 10);
        answer(carol.pay(PaymentOrder.to(BOB, 1)).acknowledged());
    }

    private static List<Update> hear(Puppet alice, int count) {
        List<Update> heard = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            heard.add(alice.hear(Deliver.class).update());
        }
        return heard;
    }

    private static List<Long> amounts(List<Update> payments) {
        return payments.stream()
                .flatMap(update -> update.entries().stream())
                .map(entry -> ((Entry.Payment) entry).amount())
                .map(Amount::units)
                .toList();
    }
}
