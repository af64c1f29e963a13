package io.p2pcredit.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.LineIdentity;
import io.p2pcredit.trustline.machine.LineRecord;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static final PublicKey SELF = new PublicKey(1, 2, 3, 4);
    private static final PublicKey PEER = new PublicKey(5, 6, 7, 8);

    private final Journal journal = new InMemoryStorage().open();

    @Test
    void findsTheLinesThatBegan() {
        append(created(SELF, "Bob"));

        assertThat(Recovery.recover(journal, new InMemoryHistory(), SELF).lines())
                .containsExactly(Line.blank(identity(SELF, "Bob")));
    }

    @Test
    void refusesALineThatBeginsTwice() {
        append(created(SELF, "Bob"));
        append(created(SELF, "Carol"));

        isDamaged();
    }

    @Test
    void refusesALineThatDoesNotBegin() {
        append(new Group.Item(identity(SELF, "Bob").id(), new LineRecord.ProposalDeclined()));

        isDamaged();
    }

    @Test
    void refusesTheLineOfAnotherIdentity() {
        append(created(new PublicKey(9, 9, 9, 9), "Bob"));

        isDamaged();
    }

    private void isDamaged() {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> Recovery.recover(journal, new InMemoryHistory(), SELF))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(StorageException.Code.DAMAGED));
    }

    private void append(Group.Item item) {
        journal.append(Group.of(Instant.EPOCH, List.of(item)).bytes().buffer());
    }

    private static Group.Item created(PublicKey self, String peer) {
        LineIdentity identity = identity(self, peer);
        return new Group.Item(identity.id(), new LineRecord.Created(identity));
    }

    private static LineIdentity identity(PublicKey self, String peer) {
        return LineIdentity.of(Asset.CREDIT, self, PeerId.of(peer), PEER, AccountId.of("Alice"), AccountId.of(peer));
    }
}
