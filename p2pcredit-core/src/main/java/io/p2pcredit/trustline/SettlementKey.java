package io.p2pcredit.trustline;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.Immutable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The name of one settlement on the ledger: the first 16 bytes of SHA-256 over {@code "p2pcredit/settle/1"}, the line,
 * the debtor's side and the settlement's number. Both peers compute it, so a settlement that one of them forgot and
 * makes again meets its own key there.
 */
@Immutable
public record SettlementKey(long first, long second) {
    public static final int SIZE = 16;

    private static final byte[] DOMAIN = "p2pcredit/settle/1".getBytes(StandardCharsets.US_ASCII);

    public static SettlementKey of(Bytes bytes) {
        Bytes.exactly(SIZE, bytes, "a settlement key");
        return new SettlementKey(bytes.word(0), bytes.word(1));
    }

    public static SettlementKey of(LineId line, Side debtor, long number) {
        checkArgument(number >= 1, "settlements are numbered from 1: %s", number);
        ByteBuffer content = ByteBuffer.allocate(DOMAIN.length + Hash.SIZE + 1 + Long.BYTES)
                .put(DOMAIN)
                .put(line.hash().bytes().buffer())
                .put((byte) debtor.number())
                .putLong(number);
        Hash hash = Hash.sha256(content.flip());
        return new SettlementKey(hash.first(), hash.second());
    }

    public Bytes bytes() {
        return Bytes.ofWords(first, second);
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return bytes().toHex();
    }
}
