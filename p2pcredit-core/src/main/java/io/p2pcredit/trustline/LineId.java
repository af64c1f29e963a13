package io.p2pcredit.trustline;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.Immutable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The name of a trustline: SHA-256 over {@code "p2pcredit/line/1"}, both identity keys, the lower first, and the asset.
 * Both peers compute it, so two proposals that cross mean the same line. One line per pair of keys and asset, for ever.
 */
@Immutable
public record LineId(Hash hash) {
    private static final byte[] DOMAIN = "p2pcredit/line/1".getBytes(StandardCharsets.US_ASCII);

    /** @throws IllegalArgumentException if both keys are the same: nobody has a trustline with itself */
    public static LineId between(PublicKey one, PublicKey other, Asset asset) {
        checkArgument(!one.equals(other), "a line has two different keys");
        boolean inOrder = one.compareTo(other) < 0;
        byte[] code = asset.code().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer content = ByteBuffer.allocate(DOMAIN.length + 2 * PublicKey.SIZE + 2 + code.length + 1)
                .put(DOMAIN)
                .put((inOrder ? one : other).bytes().buffer())
                .put((inOrder ? other : one).bytes().buffer())
                .putShort((short) code.length)
                .put(code)
                .put((byte) asset.scale());
        return new LineId(Hash.sha256(content.flip()));
    }

    @Override
    public String toString() {
        return hash.toString();
    }
}
