package io.p2pcredit.cli.command;

import io.p2pcredit.cli.peer.Chain;
import io.p2pcredit.spi.Ledger.Capability;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A Fakechain that does as a test says. */
public final class FakeChain implements Chain {
    private final List<User> users = new ArrayList<>();
    private Set<Capability> capabilities = EnumSet.allOf(Capability.class);
    private boolean reachable = true;

    public void user(String name, String address, long balance) {
        users.add(new User(name, address, balance));
    }

    public void beUnreachable() {
        reachable = false;
    }

    @Override
    public URI url() {
        return URI.create("http://127.0.0.1:5000");
    }

    @Override
    public String candidate() {
        return "p2pcredit";
    }

    @Override
    public CompletableFuture<OptionalLong> balance() {
        return CompletableFuture.completedFuture(reachable ? OptionalLong.of(90) : OptionalLong.empty());
    }

    /** From now on it can do this and no more. */
    public void can(Capability... capability) {
        capabilities = Set.of(capability);
    }

    @Override
    public CompletableFuture<Optional<Set<Capability>>> capabilities() {
        return CompletableFuture.completedFuture(reachable ? Optional.of(capabilities) : Optional.empty());
    }

    @Override
    public CompletableFuture<Optional<String>> address() {
        return CompletableFuture.completedFuture(reachable ? Optional.of("ws://127.0.0.1:4001") : Optional.empty());
    }

    @Override
    public CompletableFuture<Optional<List<User>>> users() {
        return CompletableFuture.completedFuture(reachable ? Optional.of(List.copyOf(users)) : Optional.empty());
    }

    @Override
    public CompletableFuture<Boolean> deleteAllUsers() {
        users.clear();
        return CompletableFuture.completedFuture(reachable);
    }
}
