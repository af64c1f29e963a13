package io.p2pcredit.cli.peer;

import io.p2pcredit.fakechain.FakechainClient;
import io.p2pcredit.fakechain.FakechainReply;
import io.p2pcredit.fakechain.FakechainUser;
import io.p2pcredit.spi.Ledger.BalanceOutcome;
import io.p2pcredit.spi.Ledger.Capability;
import io.p2pcredit.spi.PeerDirectory.FindOutcome;
import io.p2pcredit.trustline.PeerId;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A peer's account on Fakechain, over HTTP. */
final class FakechainAccount implements Chain {
    private final FakechainClient client;
    private final PeerId owner;
    private final URI url;
    private final String candidate;

    FakechainAccount(FakechainClient client, PeerSettings settings) {
        this.client = client;
        this.owner = settings.name();
        this.url = settings.fakechain();
        this.candidate = settings.candidate();
    }

    @Override
    public URI url() {
        return url;
    }

    @Override
    public String candidate() {
        return candidate;
    }

    @Override
    public CompletableFuture<FakechainReply<OptionalLong>> balance() {
        return client.balance(client.accountOf(owner))
                .thenApply(FakechainAccount::reply)
                .toCompletableFuture();
    }

    @Override
    public CompletableFuture<FakechainReply<Set<Capability>>> capabilities() {
        return client.askCapabilities().toCompletableFuture();
    }

    @Override
    public CompletableFuture<Optional<String>> address() {
        return client.find(owner)
                .thenApply(found -> found instanceof FindOutcome.Found self
                        ? self.peer().address().map(URI::toString)
                        : Optional.<String>empty())
                .toCompletableFuture();
    }

    @Override
    public CompletableFuture<FakechainReply<List<User>>> users() {
        return client.users()
                .thenApply(reply -> reply.map(FakechainAccount::users))
                .toCompletableFuture();
    }

    @Override
    public CompletableFuture<FakechainReply<Integer>> deleteAllUsers() {
        return client.deleteAllUsers().toCompletableFuture();
    }

    private static FakechainReply<OptionalLong> reply(BalanceOutcome outcome) {
        return outcome instanceof BalanceOutcome.Unknown unknown
                ? new FakechainReply.Unreachable<>(unknown.reason())
                : new FakechainReply.Done<>(outcome.known());
    }

    private static List<User> users(List<FakechainUser> users) {
        return users.stream()
                .map(user -> new User(user.name(), user.address(), user.balance()))
                .toList();
    }
}
