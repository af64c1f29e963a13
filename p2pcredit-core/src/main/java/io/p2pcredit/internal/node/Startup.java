package io.p2pcredit.internal.node;

import static com.google.common.base.Preconditions.checkState;

import io.p2pcredit.CreditNode;
import io.p2pcredit.StartException;
import io.p2pcredit.StartException.Code;
import io.p2pcredit.internal.NodeParts;
import io.p2pcredit.internal.recovery.Recovered;
import io.p2pcredit.internal.recovery.Recovery;
import io.p2pcredit.internal.session.Verifier;
import io.p2pcredit.spi.PeerDirectory.PeerRecord;
import io.p2pcredit.spi.PeerDirectory.PublishOutcome;
import io.p2pcredit.spi.StorageException;
import io.p2pcredit.spi.Transport.Listening;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.Signature;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Brings a node to life: store, address, directory, and only then its lines. If any of them fails nothing is left
 * running.
 */
public final class Startup {
    private final NodeParts parts;

    public Startup(NodeParts parts) {
        this.parts = parts;
    }

    /** Completes on the callbacks thread; fails with {@link StartException}. */
    public CompletableFuture<CreditNode> launch() {
        return CompletableFuture.runAsync(this::checkSigner, parts.environment().workers())
                .thenApplyAsync(checked -> recover(), parts.environment().owner())
                .thenCompose(this::open)
                .handleAsync(this::outcome, parts.environment().callbacks());
    }

    /** A signer and a verifier that do not fit would only show as peers who turn this node away. */
    private void checkSigner() {
        Bytes content = Bytes.utf8("p2pcredit/start/1");
        Signature signature = parts.signer().sign(content);
        Verifier verifier = new Verifier(parts.signatureProvider());
        checkState(
                verifier.verifies(parts.signer().publicKey(), content, signature),
                "what the signer signs does not verify under its own key");
    }

    private Wiring recover() {
        try {
            Recovered recovered = Recovery.recover(
                    parts.journal(), parts.history(), parts.signer().publicKey());
            Wiring wiring = new Wiring(parts, recovered);
            if (!recovered.lines().stream().allMatch(wiring::couldMake)) {
                throw new StorageException(
                        StorageException.Code.DAMAGED,
                        "the journal holds trustlines of another asset, or with other accounts on the ledger");
            }
            return wiring;
        } catch (StorageException e) {
            throw new StartException(code(e), reason(e), e);
        }
    }

    private static Code code(StorageException e) {
        return switch (e.code()) {
            case LOCKED, FENCED -> Code.STORE_LOCKED;
            case NEWER -> Code.STORE_NEWER;
            case DAMAGED -> Code.STORE_DAMAGED;
            case CLOSED, FULL, FAILED -> Code.STORE_FAILED;
        };
    }

    private CompletionStage<CreditNode> open(Wiring wiring) {
        return parts.surroundings()
                .transport()
                .listen(wiring.sessions()::accept)
                .handle((listening, failure) -> {
                    if (failure != null) {
                        throw new StartException(Code.CANNOT_LISTEN, reason(failure), failure);
                    }
                    wiring.lifecycle().listening(listening);
                    return listening;
                })
                .thenCompose(listening -> publish(wiring, listening));
    }

    private CompletionStage<CreditNode> publish(Wiring wiring, Listening listening) {
        PeerRecord own = new PeerRecord(
                parts.self(), address(listening), Optional.of(parts.signer().publicKey()));
        return CompletableFuture.completedFuture(own)
                .thenCompose(parts.surroundings().directory()::publish)
                .thenApply(outcome -> started(wiring, outcome))
                .whenComplete((node, failure) -> {
                    if (failure != null) {
                        listening.close();
                        wiring.sessions().abandonAll();
                    }
                });
    }

    private static CreditNode started(Wiring wiring, PublishOutcome outcome) {
        refusal(outcome).ifPresent(refused -> {
            throw refused;
        });
        wiring.lifecycle().ready();
        wiring.start();
        return wiring.node();
    }

    private Optional<URI> address(Listening listening) {
        return parts.announcement().listening()
                ? Optional.of(listening.address())
                : parts.announcement().address();
    }

    private static Optional<StartException> refusal(PublishOutcome outcome) {
        if (outcome instanceof PublishOutcome.NameTaken taken) {
            return Optional.of(new StartException(Code.NAME_TAKEN, taken.reason()));
        }
        if (outcome instanceof PublishOutcome.Unreachable silent) {
            return Optional.of(new StartException(Code.LEDGER_UNREACHABLE, silent.reason()));
        }
        return outcome instanceof PublishOutcome.Refused refused
                ? Optional.of(new StartException(Code.DIRECTORY_REFUSED, refused.reason()))
                : Optional.empty();
    }

    private CreditNode outcome(CreditNode node, Throwable failure) {
        if (failure == null) {
            return node;
        }
        parts.closeMade();
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        throw cause instanceof StartException refused ? refused : new CompletionException(cause);
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(cause.getMessage());
    }
}
