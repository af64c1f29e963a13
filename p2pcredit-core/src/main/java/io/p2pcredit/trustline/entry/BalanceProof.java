package io.p2pcredit.trustline.entry;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.Immutable;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.CreditLimit;
import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.LineId;
import io.p2pcredit.trustline.Side;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a writer has admitted so far on one line: the newest one of each writer is the whole truth about the line, in
 * the manner of the balance proofs of the Raiden network, but with totals on both sides instead of one shared state.
 *
 * @param line the line
 * @param side the writer
 * @param seq the number of the newest entry covered, from 1
 * @param paid what the writer has paid on credit in all, in units
 * @param credited what the writer has received in settlements in all, in units
 * @param limit how much the writer lets the peer owe it
 * @param peerSeq the number of the peer's newest entry that the writer had processed, from 0
 * @param entriesHash the end of the hash chain over the writer's entries
 */
@Immutable
public record BalanceProof(
        LineId line, Side side, long seq, long paid, long credited, CreditLimit limit, long peerSeq, Hash entriesHash) {
    public static final int VERSION = 1;

    private static final byte[] DOMAIN = "p2pcredit/proof/1".getBytes(StandardCharsets.US_ASCII);

    /** The size of the canonical bytes. */
    public static final int SIZE = DOMAIN.length + 2 + Hash.SIZE + 1 + 5 * Long.BYTES + Hash.SIZE + Long.BYTES;

    public BalanceProof {
        checkArgument(seq >= 1, "a proof covers at least one entry: %s", seq);
        checkArgument(paid >= 0 && credited >= 0 && peerSeq >= 0, "totals are never negative");
    }

    /** The bytes that are signed. */
    public Bytes canonicalBytes() {
        ByteBuffer out = ByteBuffer.allocate(SIZE);
        writeTo(out);
        return Bytes.of(out.flip());
    }

    void writeTo(ByteBuffer out) {
        out.put(DOMAIN).putShort((short) VERSION);
        line.hash().writeTo(out);
        out.put((byte) side.number()).putLong(seq).putLong(paid).putLong(credited);
        out.putLong(limit.units()).putLong(peerSeq);
        entriesHash.writeTo(out);
        out.putLong(0); // reserved for conditional payments
    }

    static BalanceProof readFrom(CanonicalReader in) {
        in.expect(DOMAIN, "a balance proof");
        in.check(in.u16() == VERSION, "the version of a balance proof is 1");
        LineId line = new LineId(Hash.of(in.fixed(Hash.SIZE)));
        Side side = in.side();
        long seq = in.i64();
        long paid = in.i64();
        long credited = in.i64();
        CreditLimit limit = new CreditLimit(in.i64());
        long peerSeq = in.i64();
        Hash hash = Hash.of(in.fixed(Hash.SIZE));
        in.check(in.i64() == 0, "nothing is locked in version 1");
        return new BalanceProof(line, side, seq, paid, credited, limit, peerSeq, hash);
    }
}
