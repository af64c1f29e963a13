package io.p2pcredit.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.spi.History;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.store.jdbc.JdbcHistory;
import io.p2pcredit.store.jdbc.JdbcJournal;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amount;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.PublicKey;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import io.p2pcredit.trustline.machine.Chain;
import io.p2pcredit.trustline.machine.Line;
import io.p2pcredit.trustline.machine.LineIdentity;
import io.p2pcredit.trustline.machine.LineRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/**
 * Payments that come back with no snapshot before them, from the stores on a disk. {@code -Dp2pcredit.payments=1000000}
 * makes it a million, and the figures are printed.
 */
@Timeout(600)
class ComingBackTest {
    private static final int PAYMENTS = Integer.getInteger("p2pcredit.payments", 10_000);
    private static final int A_ROUND = 100;
    private static final PublicKey SELF = new PublicKey(1, 2, 3, 4);
    private static final Signature UNCHECKED = new Signature(Bytes.of(new byte[Signature.SIZE]));
    private static final LineIdentity BOB = LineIdentity.of(
            Asset.CREDIT, SELF, PeerId.of("Bob"), new PublicKey(5, 6, 7, 8), AccountId.of("a"), AccountId.of("b"));

    @TempDir
    private Path directory;

    private Line line = Line.blank(BOB);
    private long paid;

    @Test
    void bringsEveryPaymentBack() {
        try (Journal journal = JdbcJournal.open(source("journal.db"));
                History history = JdbcHistory.open(source("history.db"))) {
            write(journal);
            told("with all the history to be told", journal, history);
            told("with a history that knows everything", journal, history);
            told("with a history in memory", journal, new InMemoryHistory());
        }
    }

    private void told(String how, Journal journal, History history) {
        long start = System.nanoTime();
        Recovered recovered = Recovery.recover(journal, history, SELF);
        System.out.printf("%d payments %s: %.2f s%n", paid, how, (System.nanoTime() - start) / 1e9);
        assertThat(recovered.lines()).containsExactly(line);
        assertThat(line.own().paid()).isEqualTo(paid);
        assertThat(history.position()).isEqualTo(journal.end());
    }

    private void write(Journal journal) {
        List<LineRecord> begin = List.of(
                new LineRecord.Created(BOB),
                new LineRecord.OwnUpdate(own(new Entry.Open(Asset.CREDIT, CreditLimit.of(9), CreditLimit.of(9)))));
        append(journal, begin);
        while (paid < PAYMENTS) {
            Entry[] payments = new Entry[A_ROUND];
            for (int i = 0; i < A_ROUND; i++) {
                PaymentId id = new PaymentId(7, ++paid);
                payments[i] = new Entry.Payment(id, 0, Amount.of(1), Amount.of(1), Memo.NONE);
            }
            append(journal, List.of(new LineRecord.OwnUpdate(own(payments))));
            append(journal, List.of(new LineRecord.PeerUpdate(acknowledgement())));
        }
    }

    private void append(Journal journal, List<LineRecord> facts) {
        List<Group.Item> items =
                facts.stream().map(fact -> new Group.Item(BOB.id(), fact)).toList();
        journal.append(Group.of(Instant.EPOCH, items).bytes().buffer());
        for (LineRecord fact : facts) {
            line = line.apply(fact);
        }
    }

    /** The update with the entries, as the line would have signed it. */
    private Update own(Entry... entries) {
        Update draft = new Update(List.of(entries), signed(BOB.side(), entries.length, 0, line.own()));
        Chain chain = line.apply(new LineRecord.OwnUpdate(draft)).own();
        return new Update(List.of(entries), signed(BOB.side(), chain.seq(), 0, chain));
    }

    private Update acknowledgement() {
        List<Entry> entries = new ArrayList<>();
        if (!line.theirs().isOpen()) {
            entries.add(new Entry.Open(Asset.CREDIT, CreditLimit.of(9), CreditLimit.of(9)));
        }
        return new Update(entries, signed(BOB.side().other(), 1, line.own().seq(), line.theirs()));
    }

    private static SignedProof signed(Side side, long seq, long peerSeq, Chain chain) {
        BalanceProof proof =
                new BalanceProof(BOB.id(), side, seq, chain.paid(), 0, chain.limit(), peerSeq, chain.entriesHash());
        return new SignedProof(proof, UNCHECKED);
    }

    private SQLiteDataSource source(String name) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + directory.resolve(name));
        return source;
    }
}
