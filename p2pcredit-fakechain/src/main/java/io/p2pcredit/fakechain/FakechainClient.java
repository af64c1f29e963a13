package io.p2pcredit.fakechain;

import io.p2pcredit.fakechain.internal.client.Calls;
import io.p2pcredit.fakechain.internal.client.Identity;
import io.p2pcredit.fakechain.internal.client.ServerUrl;
import io.p2pcredit.fakechain.internal.client.V2Directory;
import io.p2pcredit.fakechain.internal.client.V2Ledger;
import io.p2pcredit.spi.Ledger;
import io.p2pcredit.spi.PeerDirectory;
import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.SettlementKey;
import io.p2pcredit.trustline.Texts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One user's way to a Fakechain: a node's ledger, and its directory.
 *
 * <pre>{@code
 * try (FakechainClient chain = FakechainClient.builder()
 *         .url("http://127.0.0.1:5000")
 *         .name(PeerId.of("Alice"))
 *         .password(secret)
 *         .startingFunds(100)
 *         .build()) {
 *     ...
 * }
 * }</pre>
 *
 * <p>It speaks {@code /v2} of {@link FakechainServer}. Of a server that has the original interface only, {@link
 * #capabilities} says that it can do nothing that a node needs.
 *
 * <p>A transfer that got no clear answer is {@link io.p2pcredit.spi.Ledger.SubmitOutcome.Unknown}, never sent again by this
 * class; the caller may submit the same one again, and the server executes it once.
 *
 * <p>Thread-safe; nothing blocks; every stage completes within 30 seconds and never exceptionally. The password goes into
 * requests to the server, and nowhere else.
 */
public final class FakechainClient implements Ledger, PeerDirectory, AutoCloseable {
    private final ServerUrl url;
    private final Identity identity;
    private final Calls calls;
    private final V2Ledger ledger;
    private final V2Directory directory;

    private FakechainClient(ServerUrl url, Identity identity, Builder settings) {
        this.url = url;
        this.identity = identity;
        calls = new Calls(url, settings.timeout);
        ledger = new V2Ledger(calls, identity);
        directory = new V2Directory(calls, identity, settings.startingFunds);
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public CompletionStage<Optional<Set<Capability>>> capabilities() {
        return ledger.capabilities();
    }

    /** What {@link #capabilities} says, or why nobody knows. A server without {@code /v2} can do nothing. */
    public CompletionStage<FakechainReply<Set<Capability>>> askCapabilities() {
        return ledger.ask();
    }

    @Override
    public AccountId accountOf(PeerId peer) {
        return ledger.accountOf(peer);
    }

    @Override
    public CompletionStage<OptionalLong> balance(AccountId account) {
        return ledger.balance(account);
    }

    @Override
    public CompletionStage<SubmitOutcome> submit(Transfer transfer) {
        return ledger.submit(transfer);
    }

    @Override
    public CompletionStage<LookUpOutcome> lookUp(AccountId payer, SettlementKey key) {
        return ledger.lookUp(payer, key);
    }

    @Override
    public CompletionStage<Optional<IncomingPage>> incoming(AccountId payee, long after) {
        return ledger.incoming(payee, after);
    }

    /** Registers this user with its starting funds, or moves it to another address: then its balance stays. */
    @Override
    public CompletionStage<PublishOutcome> publish(PeerRecord own) {
        return directory.publish(own);
    }

    @Override
    public CompletionStage<FindOutcome> find(PeerId peer) {
        return directory.find(peer);
    }

    @Override
    public CompletionStage<Optional<List<PeerRecord>>> list() {
        return directory.list();
    }

    /** Everybody on this candidate's chain by name, also those that no node can dial. */
    public CompletionStage<FakechainReply<List<FakechainUser>>> users() {
        return directory.users();
    }

    /**
     * Deletes every user of this candidate, with all balances and transfers, and says how many. There is no way back.
     */
    public CompletionStage<FakechainReply<Integer>> deleteAllUsers() {
        return directory.deleteAllUsers();
    }

    /** Lets go of its threads. Called after the node is closed; may be called twice. */
    @Override
    public void close() {
        calls.close();
    }

    /** Who is known where, without any secret. */
    @Override
    public String toString() {
        return identity + " at " + url;
    }

    /** Says whose client this is and where the server is. Not thread-safe. */
    public static final class Builder {
        private static final Duration MAX_TIMEOUT = Duration.ofSeconds(25);
        private static final int MAX_CANDIDATE_BYTES = 128;
        private static final long MAX_FUNDS = 0xFFFF_FFFFL;

        private ServerUrl url = ServerUrl.parse("http://127.0.0.1:5000");
        private String candidate = "p2pcredit";
        private @Nullable PeerId name;
        private @Nullable Supplier<char[]> password;
        private long startingFunds;
        private Duration timeout = Duration.ofSeconds(10);

        private Builder() {}

        /**
         * Where the server is; {@code http://127.0.0.1:5000} if not given.
         *
         * @throws IllegalArgumentException if this is no such URL; the message is for the user
         */
        public Builder url(String value) {
            url = ServerUrl.parse(value);
            return this;
        }

        /** The key that separates one group's chain from the others'; {@code p2pcredit} if not given. */
        public Builder candidate(String value) {
            if (!Texts.printable(value).equals(value)
                    || value.isEmpty()
                    || value.getBytes(StandardCharsets.UTF_8).length > MAX_CANDIDATE_BYTES) {
                throw new IllegalArgumentException("a candidate has 1 to 128 bytes of printable text");
            }
            candidate = value;
            return this;
        }

        /** The user's name. Must be given. */
        public Builder name(PeerId value) {
            name = value;
            return this;
        }

        /** The user's private key, of which a copy is kept. This or the other form must be given. */
        public Builder password(char[] value) {
            char[] copy = value.clone();
            password = copy::clone;
            return this;
        }

        /** Where to get the user's private key, each time that it is needed. The array is overwritten after use. */
        public Builder password(Supplier<char[]> value) {
            password = value;
            return this;
        }

        /** What the user starts with if its name is new; 0 if not given. */
        public Builder startingFunds(long value) {
            if (value < 0 || value > MAX_FUNDS) {
                throw new IllegalArgumentException("starting funds are 0 to " + MAX_FUNDS + ": " + value);
            }
            startingFunds = value;
            return this;
        }

        /** How long one request may take, from connecting to the answer's end; 10 seconds if not given, at most 25. */
        public Builder timeout(Duration value) {
            if (value.isNegative() || value.isZero() || value.compareTo(MAX_TIMEOUT) > 0) {
                throw new IllegalArgumentException("a request may take up to " + MAX_TIMEOUT + ", not " + value);
            }
            timeout = value;
            return this;
        }

        public FakechainClient build() {
            PeerId user = Objects.requireNonNull(name, "a client needs the user's name");
            Supplier<char[]> secret = Objects.requireNonNull(password, "a client needs the user's password");
            return new FakechainClient(url, new Identity(candidate, user, secret), this);
        }
    }
}
