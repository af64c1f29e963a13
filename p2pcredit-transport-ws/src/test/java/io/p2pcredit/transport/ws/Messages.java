package io.p2pcredit.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.p2pcredit.message.PeerMessage;
import io.p2pcredit.message.PeerMessage.Auth;
import io.p2pcredit.message.PeerMessage.Deliver;
import io.p2pcredit.spi.Connection;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Memo;
import io.p2pcredit.trustline.PaymentId;
import io.p2pcredit.trustline.Side;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.entry.Entry;
import io.p2pcredit.trustline.entry.SignedProof;
import io.p2pcredit.trustline.entry.Update;
import java.util.Arrays;
import java.util.List;

/** Messages that differ by a number. */
final class Messages {
    private Messages() {}

    /** About a hundred bytes. */
    static PeerMessage small(long number) {
        return new Auth(signature(number));
    }

    /** About 160 KB. */
    static PeerMessage large(long number) {
        long[] units = new long[Amounts.MAX_COUNT];
        Arrays.fill(units, 900_000_000_000_000L);
        Hash hash = new Hash(number, 0, 0, 0);
        BalanceProof proof = new BalanceProof(new LineId(hash), Side.LOW, 1, 0, 0, CreditLimit.NONE, 0, hash);
        Entry batch = new Entry.PaymentBatch(new PaymentId(0, number), Amounts.of(units), Memo.NONE);
        return new Deliver(new Update(List.of(batch), new SignedProof(proof, signature(number))));
    }

    /** Sends more than any system keeps on the way to somebody who reads nothing, and less than a connection bears. */
    static void fill(Connection connection) {
        connection.authenticated();
        for (int i = 0; i < 150; i++) {
            connection.send(large(i));
        }
        assertThat(connection.isWritable()).isFalse();
    }

    private static Signature signature(long number) {
        return new Signature(Bytes.ofWords(number, 0, 0, 0, 0, 0, 0, 0));
    }
}
