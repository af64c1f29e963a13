package io.p2pcredit.node;

import static io.p2pcredit.node.Town.ALICE;
import static io.p2pcredit.node.Town.BOB;
import static io.p2pcredit.node.Town.admitting;
import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.CreditNode;
import io.p2pcredit.PaymentOrder;
import io.p2pcredit.doubles.PacedJournal;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.internal.recovery.Group;
import io.p2pcredit.internal.recovery.LineDigest;
import io.p2pcredit.internal.recovery.Recovered;
import io.p2pcredit.internal.recovery.Recovery;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.Journal.Pace;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.LineIdentity;
import io.p2pcredit.trustline.machine.LineRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node with 200,000 trustlines, which are proposals that nobody has answered, and one that it pays on. */
@Timeout(300)
class ManyLinesTest {
    private static final int LINES = 200_000;
    private static final int LINES_A_GROUP = 1_000;
    private static final Entry OPEN = new Entry.Open(Asset.CREDIT, CreditLimit.of(100), CreditLimit.of(100));

    private final Town town = new Town();
    private final InMemoryStorage storage = new InMemoryStorage();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong sealed = new AtomicLong();

    @AfterEach
    void closeTheTown() {
        town.close();
    }

    @Test
    void areWrittenDownWhileThePaymentsGoOn() {
        writeLines();
        CreditNode alice =
                town.alice.start(builder -> builder.store(new Watched(storage.takeOver()), town.alice.history));
        CreditNode bob = town.bob.start(admitting(1_000_000));
        Town.open(alice, bob, 1_000_000);
        while (sealed.get() == 0) {
            Town.answer(alice.pay(PaymentOrder.to(BOB, 1)).acknowledged());
        }

        assertThat(sealed.get() - begun.get()).as("rounds during the snapshot").isGreaterThan(100);
        alice.close();
        Recovered recovered = Recovery.recover(storage.takeOver(), town.alice.history, town.alice.signer.publicKey());
        assertThat(recovered.snapshot()).isPresent();
        assertThat(recovered.lines()).hasSize(LINES + 1);
        assertThat(LineDigest.of(recovered.lines())).isEqualTo(alice.digest());
    }

    private void writeLines() {
        try (Journal journal = storage.open()) {
            for (int first = 0; first < LINES; first += LINES_A_GROUP) {
                List<Group.Item> items = new ArrayList<>();
                for (int i = first; i < first + LINES_A_GROUP; i++) {
                    proposed(i).forEach(items::add);
                }
                journal.append(Group.of(Instant.EPOCH, items).bytes().buffer());
            }
        }
    }

    private List<Group.Item> proposed(int number) {
        String name = "peer-" + number;
        LineIdentity identity = LineIdentity.of(
                Asset.CREDIT,
                town.alice.signer.publicKey(),
                PeerId.of(name),
                new PublicKey(number, 1, 2, 3),
                AccountId.of(ALICE.name()),
                AccountId.of(name));
        Line blank = Line.blank(identity);
        BalanceProof proof = new BalanceProof(
                identity.id(),
                identity.side(),
                1,
                0,
                0,
                CreditLimit.of(100),
                0,
                blank.own().entriesHash());
        Signature unchecked = new Signature(Bytes.of(new byte[Signature.SIZE]));
        Update update = new Update(List.of(OPEN), new SignedProof(proof, unchecked));
        return List.of(
                new Group.Item(identity.id(), new LineRecord.Created(identity)),
                new Group.Item(identity.id(), new LineRecord.OwnUpdate(update)));
    }

    /** Notes the positions between which the first snapshot is written. */
    private final class Watched extends PacedJournal {
        Watched(Journal journal) {
            super(journal, new Pace(LINES / LINES_A_GROUP + 10, Long.MAX_VALUE, Pace.USUAL.lines()));
        }

        @Override
        public SnapshotWriter beginSnapshot(long position, Extent extent) {
            SnapshotWriter writer = super.beginSnapshot(position, extent);
            begun.compareAndSet(0, position);
            return new SnapshotWriter() {
                @Override
                public void add(ByteBuffer chunk) {
                    writer.add(chunk);
                }

                @Override
                public void seal() {
                    writer.seal();
                    sealed.compareAndSet(0, end());
                }
            };
        }
    }
}
