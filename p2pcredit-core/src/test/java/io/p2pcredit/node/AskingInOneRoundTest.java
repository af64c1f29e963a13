package io.p2pcredit.node;

import static io.p2pcredit.node.Town.ALICE;
import static io.p2pcredit.node.Town.BOB;
import static io.p2pcredit.node.Town.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.PendingPayment;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.message.PeerMessage.Progress;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.Update;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Alice's node has lost everything. It gets all of it back from Bob, played by a {@link Puppet}, in the very round in
 * which a payment of the lost life is asked for again.
 */
@Timeout(60)
class AskingInOneRoundTest {
    private final Town town = new Town();

    @AfterEach
    void closeTheTown() {
        town.close();
    }

    @Test
    void isNotPaidAgain() {
        Story story = Story.of(town, 2);
        List<Update> everything = story.inOrder();
        Entry.Payment paid = (Entry.Payment) story.alice().get(1).entries().get(0);
        try (Reins reins = new Reins()) {
            CreditNode alice =
                    town.alice.start(builder -> Backup.empty().restored().apply(builder.environment(reins)));
            Puppet bob = story.resume(Puppet.dialling(town.bob, ALICE).open());
            assertThat(bob.hear(Progress.class)).isEqualTo(new Progress(0, 0));
            reins.holdTheOwner();
            long before = reins.workDone();
            everything.forEach(update -> bob.say(new Deliver(update)));
            Town.await(() -> reins.workDone() >= before + everything.size());
            PendingPayment again =
                    alice.pay(PaymentOrder.to(BOB, paid.amount().units()).withId(paid.id()));
            Town.await(() -> reins.workDone() >= before + everything.size() + 1);
            reins.letTheOwnerGo();

            assertThat(answer(again.recorded()).id()).isEqualTo(paid.id());
            Town.await(() -> alice.trustline(BOB).orElseThrow().online());
            assertThat(alice.trustline(BOB).orElseThrow().balance())
                    .isEqualTo(story.line().balance());
            alice.close();
        }
    }
}
