package io.p2pcredit.cli.peer;

import io.p2pcredit.cli.Password;
import io.p2pcredit.inmemory.InMemorySigner;
import io.p2pcredit.spi.Signer;
import java.security.Provider;

/** Where a peer's identity key comes from. */
@FunctionalInterface
public interface IdentityKey {
    /** A key that ends with the peer. */
    IdentityKey PASSING = (password, signatures) -> InMemorySigner.generate(signatures);

    /**
     * The key, which signs by the provider; a new one if there is none yet.
     *
     * @throws io.p2pcredit.cli.FailedException if there is one that cannot be used
     */
    Signer open(Password password, Provider signatures);

    /** The peer did not start: what {@link #open} has made for it is undone, and nobody has seen it. */
    default void withdraw() {}
}
