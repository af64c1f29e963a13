package io.p2pcredit.cli.command;

import io.p2pcredit.cli.peer.Chain;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** A Fakechain that does as a test says. */
public final class FakeChain implements Chain {
    private final List<User> users = new ArrayList<>();
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
