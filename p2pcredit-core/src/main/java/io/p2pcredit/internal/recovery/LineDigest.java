package io.p2pcredit.internal.recovery;

import io.p2pcredit.trustline.Hash;
import io.p2pcredit.trustline.machine.Line;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A digest of everything durable that lines hold, whatever order they come in. */
public final class LineDigest {
    private LineDigest() {}

    public static Hash of(Collection<Line> lines) {
        List<Hash> digests = lines.stream()
                .sorted(Comparator.comparing((Line line) -> line.identity().peer())
                        .thenComparing(line -> line.identity().peerKey()))
                .map(line -> Hash.sha256(LineForm.of(line).buffer()))
                .toList();
        ByteBuffer all = ByteBuffer.allocate(digests.size() * Hash.SIZE);
        digests.forEach(digest -> all.put(digest.bytes().buffer()));
        return Hash.sha256(all.flip());
    }
}
