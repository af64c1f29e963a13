package io.p2pcredit.internal.loop;

import io.p2pcredit.spi.NodeEnvironment;
import io.p2pcredit.spi.Signer;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.Signature;
import io.p2pcredit.trustline.entry.BalanceProof;
import io.p2pcredit.trustline.machine.WorkingLine;
import io.p2pcredit.trustline.machine.WorkingLine.Sealed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Where the workers sign the proofs of a round, side by side. */
final class SigningRoom {
    private final NodeEnvironment environment;
    private final Signer signer;
    private final BooleanSupplier closed;

    /** @param closed whether nothing may be signed any more */
    SigningRoom(NodeEnvironment environment, Signer signer, BooleanSupplier closed) {
        this.environment = environment;
        this.signer = signer;
        this.closed = closed;
    }

    /**
     * Signs for all lines, unless it is closed meanwhile.
     *
     * @param sealed called once, on the caller's thread if there is nothing to sign, else on a worker
     * @param failed called instead if a signature cannot be made
     */
    void sign(Map<PeerId, WorkingLine> lines, Consumer<Map<PeerId, Sealed>> sealed, Consumer<Throwable> failed) {
        List<BalanceProof> proofs = lines.values().stream()
                .flatMap(line -> line.unsigned().stream())
                .toList();
        if (proofs.isEmpty()) {
            sealed.accept(seal(lines, List.of()));
            return;
        }
        Signature[] signatures = new Signature[proofs.size()];
        AtomicInteger missing = new AtomicInteger(proofs.size());
        for (int i = 0; i < proofs.size(); i++) {
            int index = i;
            environment.workers().execute(() -> {
                if (closed.getAsBoolean()) {
                    return;
                }
                try {
                    signatures[index] = signer.sign(proofs.get(index).canonicalBytes());
                    if (missing.decrementAndGet() == 0) { // orders the other workers' writes before what follows
                        sealed.accept(seal(lines, Arrays.asList(signatures)));
                    }
                } catch (Throwable failure) { // whatever it was, the node cannot go on without the signature
                    failed.accept(failure);
                }
            });
        }
    }

    private static Map<PeerId, Sealed> seal(Map<PeerId, WorkingLine> lines, List<Signature> signatures) {
        Map<PeerId, Sealed> sealed = new LinkedHashMap<>();
        int used = 0;
        for (Map.Entry<PeerId, WorkingLine> entry : lines.entrySet()) {
            int needed = entry.getValue().unsigned().size();
            List<Signature> own = new ArrayList<>(signatures.subList(used, used + needed));
            sealed.put(entry.getKey(), entry.getValue().seal(own));
            used += needed;
        }
        return sealed;
    }
}
