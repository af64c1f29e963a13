package io.p2pcredit.fakechain.internal.store;

import io.p2pcredit.fakechain.internal.chain.Account;
import io.p2pcredit.fakechain.internal.chain.Chain;
import io.p2pcredit.fakechain.internal.chain.Orders;
import io.p2pcredit.fakechain.internal.chain.Registration;
import io.p2pcredit.fakechain.internal.chain.Rules;
import io.p2pcredit.fakechain.internal.chain.TransferOrder;
import io.p2pcredit.fakechain.internal.chain.TransferResult;
import io.p2pcredit.fakechain.internal.key.KeyHash;
import io.p2pcredit.trustline.Bytes;
import io.p2pcredit.trustline.SettlementKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A chain on disk with Alice, who has 1,000,000, and Bob, who has nothing. */
final class StoredAlice implements AutoCloseable {
    static final String GROUP = "group";
    static final long FUNDS = 1_000_000;

    private static final KeyHash HASH = new KeyHash(Bytes.utf8("salt"), 1, Bytes.utf8("digest"));

    private final Chain chain;
    private final Orders orders;

    StoredAlice(Path data) {
        this(StoredChain.open(data));
    }

    StoredAlice(Path data, Connector connector) {
        this(StoredChain.open(data, connector));
    }

    private StoredAlice(StoredChain stored) {
        chain = stored.chain();
        orders = new Orders(chain, Rules.usual(), stored.records());
        register("Alice", FUNDS);
        register("Bob", 0);
    }

    Optional<?> register(String name, long funds) {
        return chain.account(GROUP, name).isPresent()
                ? Optional.empty()
                : orders.register(
                        new Registration(GROUP, name, funds, "{\"at\":\"home of " + name + "\"}", null), HASH);
    }

    TransferResult pay(long amount, @Nullable SettlementKey key) {
        return orders.transfer(new TransferOrder(GROUP, "Alice", "Bob", amount, key), HASH);
    }

    void pay(int times) {
        for (int i = 0; i < times; i++) {
            pay(1, null);
        }
    }

    Chain chain() {
        return chain;
    }

    Orders orders() {
        return orders;
    }

    List<Long> balances() {
        return chain.accounts(GROUP).stream().map(Account::balance).toList();
    }

    @Override
    public void close() {
        orders.close();
    }

    /** What a process that is killed leaves behind. Nothing may be going on meanwhile. */
    static void copy(Path data, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(data)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** All files and what is in them, but for the lock. */
    static Map<String, Bytes> contents(Path data) throws IOException {
        Map<String, Bytes> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(data)) {
            files.filter(file -> !file.endsWith("lock"))
                    .forEach(file -> contents.put(file.getFileName().toString(), bytes(file)));
        }
        return contents;
    }

    private static Bytes bytes(Path file) {
        try {
            return Bytes.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
